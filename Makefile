# Gradeline: the only build file. `make help` lists the targets.
VARIANT ?= release
B := build/$(VARIANT)

PKGS := libcmark yaml-0.1 jansson libpcre2-8 libutf8proc libxxhash
PKG_CONFIG ?= pkg-config
WARN := -Wall -Wextra -Wconversion -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wundef -Wvla -Wformat=2
CFLAGS.release := -O2 -g
CFLAGS.san := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS.tsan := -O1 -g -fsanitize=thread
CFLAGS ?= $(CFLAGS.$(VARIANT))
LDFLAGS ?=
ALL_CFLAGS := -std=c11 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -Igenerator -pthread -MMD -MP $(WARN) -Werror \
	$(CFLAGS) $(shell $(PKG_CONFIG) --cflags $(PKGS) 2>/dev/null)
LIBS = $(shell $(PKG_CONFIG) --libs $(PKGS)) -pthread

# cli/ holds main; every other room goes into the library that the tests link.
LIB_SRC := $(filter-out generator/cli/%,$(wildcard generator/*/*.c))
CLI_SRC := $(wildcard generator/cli/*.c)
LIB_OBJ := $(LIB_SRC:%.c=$(B)/%.o)
CLI_OBJ := $(CLI_SRC:%.c=$(B)/%.o)
UNIT := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/test_*.c))

.PHONY: all unit clean
all: build/gradeline

build/gradeline: $(B)/gradeline
	@ln -sf $(VARIANT)/gradeline $@

$(B)/gradeline: $(CLI_OBJ) $(B)/libgradeline.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(B)/libgradeline.a: $(LIB_OBJ)
	@rm -f $@
	@ar rcs $@ $^

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(B)/tests/%: tests/unit/%.c $(B)/libgradeline.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests -o $@ $< $(B)/libgradeline.a $(LIBS) -lcmocka

# Every unit test program, each printing cmocka's own report.
unit: $(UNIT)
	@for t in $(UNIT); do $$t || exit 1; done

clean:
	rm -rf build

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(UNIT:=.d)
