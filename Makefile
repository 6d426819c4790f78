# Gradeline: the only build file. `make help` lists the targets.
VERSION := 0.1.0
VARIANT ?= release
B := build/$(VARIANT)

PKGS := libcmark yaml-0.1 jansson libpcre2-8 libutf8proc libxxhash libmd libmicrohttpd gumbo expat
PKG_CONFIG ?= pkg-config
WARN := -Wall -Wextra -Wconversion -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wundef -Wvla -Wformat=2
CFLAGS.release := -O3 -g -fno-plt
CFLAGS.san := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS.tsan := -O1 -g -fsanitize=thread
CFLAGS ?= $(CFLAGS.$(VARIANT))
LDFLAGS ?=
WERROR ?= -Werror
ALL_CFLAGS = -std=c11 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -DGRADELINE_VERSION='"$(VERSION)"' -Igenerator -pthread -MMD -MP \
	$(WARN) $(WERROR) $(CPPFLAGS) $(CFLAGS) $(PKG_CFLAGS)
PKG_CFLAGS = $(eval PKG_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(PKGS)))$(PKG_CFLAGS)
# Snowball's library comes without a .pc file.
LIBS = $(shell $(PKG_CONFIG) --libs $(PKGS)) -lstemmer -pthread -lm

# Where `make install` puts things. The program looks for its files at ../share/gradeline, so bin and share stay together.
PREFIX ?= /usr/local
DESTDIR ?=
INSTALL ?= install
MANDIR ?= $(PREFIX)/share/man
DOCDIR ?= $(PREFIX)/share/doc/gradeline
BASHCOMPDIR ?= $(PREFIX)/share/bash-completion/completions
ZSHCOMPDIR ?= $(PREFIX)/share/zsh/site-functions
FISHCOMPDIR ?= $(PREFIX)/share/fish/vendor_completions.d

# cli/ holds main; every other room goes into the library that the tests link.
LIB_SRC := $(filter-out generator/cli/%,$(wildcard generator/*/*.c))
CLI_SRC := $(wildcard generator/cli/*.c)
LIB_OBJ := $(LIB_SRC:%.c=$(B)/%.o)
CLI_OBJ := $(CLI_SRC:%.c=$(B)/%.o)
UNIT := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/test_*.c))
FUZZ := $(patsubst tests/fuzz/%.c,$(B)/tests/%,$(wildcard tests/fuzz/fuzz_*.c))
TOOLS := $(B)/tests/facts $(B)/tests/corpus

.PHONY: all help setup site preview test unit checks fuzz bench tsan golden-update accessibility format clean
.PHONY: install uninstall dist distcheck deb
all:
	@.ci/setup check
	@$(MAKE) --no-print-directory build/gradeline

help:
	@echo "make            build build/gradeline"
	@echo "make site       install what is missing, build, write public/"
	@echo "make preview    the same, then show the site in the browser while you work on it"
	@echo "make test       install what is missing, build, run every test"
	@echo "make unit       only the unit tests (VARIANT=san|tsan for sanitised ones)"
	@echo "make tsan       build and import with threads under ThreadSanitizer"
	@echo "make fuzz       sixty seconds of each fuzz target (clang)"
	@echo "make bench      the speed of templates, of reading and of whole sites, beside others that are installed"
	@echo "make golden-update   rewrite the whole-site golden and the pages' pictures; look at git diff afterwards"
	@echo "make accessibility   measure the pages in a browser and write the result into the accessibility page"
	@echo "make install    into PREFIX ($(PREFIX)), below DESTDIR if that is set; make uninstall takes it away"
	@echo "make dist       build/gradeline-$(VERSION).tar.xz; make distcheck builds and tests it on its own"
	@echo "make deb        a Debian package of it (debhelper), in build/"
	@echo "make format     lay the code out with clang-format"
	@echo "make clean      remove build/"

setup:
	@.ci/setup

site: setup
	@$(MAKE) --no-print-directory build/gradeline
	@build/gradeline build
	@echo
	@echo "The site is in public/. Open public/index.html in a browser; 'make preview' shows it while you work on it."

preview: setup
	@$(MAKE) --no-print-directory build/gradeline
	@build/gradeline serve --open

test:
	@.ci/setup tests
	@$(MAKE) --no-print-directory -j2 VARIANT=release build/gradeline
	@$(MAKE) --no-print-directory -j2 VARIANT=san checks

# What tests/run.sh needs, in one variant.
checks: $(B)/gradeline build/share/.made $(UNIT) $(FUZZ) $(TOOLS)
	@GRADELINE=$(CURDIR)/$(B)/gradeline FACTS=$(CURDIR)/$(B)/tests/facts CORPUS=$(CURDIR)/$(B)/tests/corpus UNIT="$(UNIT)" FUZZ="$(FUZZ)" sh tests/run.sh

unit: $(UNIT)
	@for t in $(UNIT); do $$t || exit 1; done

build/gradeline: $(B)/gradeline build/share/.made
	@ln -sf $(VARIANT)/gradeline $@

$(B)/gradeline: $(CLI_OBJ) $(B)/libgradeline.a
	@echo "link    $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(B)/libgradeline.a: $(LIB_OBJ)
	@rm -f $@
	@$(AR) rcs $@ $^

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo "compile $<"
	@$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(B)/tests/test_%: tests/unit/test_%.c $(B)/libgradeline.a
	@mkdir -p $(@D)
	@echo "compile $<"
	@$(CC) $(ALL_CFLAGS) -Itests -Itests/unit -o $@ $< $(B)/libgradeline.a $(LIBS) -lcmocka

# A fuzz target as a plain program that replays the files it is given.
$(B)/tests/fuzz_%: tests/fuzz/fuzz_%.c $(B)/libgradeline.a
	@mkdir -p $(@D)
	@echo "compile $<"
	@$(CC) $(ALL_CFLAGS) -DREPLAY -o $@ $< $(B)/libgradeline.a $(LIBS)

$(B)/tests/facts: tests/golden/facts.c
	@mkdir -p $(@D)
	@$(CC) $(ALL_CFLAGS) -o $@ $< $(LIBS)

# Writes sites of any size, of invented reports.
$(B)/tests/corpus: tests/bench/scale/corpus.c
	@mkdir -p $(@D)
	@$(CC) $(ALL_CFLAGS) -o $@ $<

# What the program looks for at ../share/gradeline, as it stands in an installation. Folders are named so that a file
# that goes is noticed.
build/share/.made: $(shell find templates static generator/starter content/frameworks) content/areas.yaml \
		content/pages/methodology.md content/pages/accessibility.md .ci/share
	@.ci/share build/share/gradeline
	@touch $@

install: $(B)/gradeline
	@umask 022 && set -e && to() { $(INSTALL) -d -m 755 "$(DESTDIR)$$2" && $(INSTALL) -m $$1 $$3 "$(DESTDIR)$$2"; } && \
		to 755 "$(PREFIX)/bin" $(B)/gradeline && \
		.ci/share "$(DESTDIR)$(PREFIX)/share/gradeline" && \
		to 644 "$(MANDIR)/man1" docs/gradeline.1 && \
		to 644 "$(BASHCOMPDIR)" docs/completions/gradeline.bash && \
		mv "$(DESTDIR)$(BASHCOMPDIR)/gradeline.bash" "$(DESTDIR)$(BASHCOMPDIR)/gradeline" && \
		to 644 "$(ZSHCOMPDIR)" docs/completions/_gradeline && \
		to 644 "$(FISHCOMPDIR)" docs/completions/gradeline.fish && \
		to 644 "$(DOCDIR)" "README.md CHANGELOG.md LICENSE" && \
		to 644 "$(DOCDIR)/docs" "$(wildcard docs/*.md docs/*.png)" && \
		to 644 "$(DOCDIR)/examples" content/authorities.yaml
	@echo "installed in $(DESTDIR)$(PREFIX)"

# Folders that others use, too, stay.
uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/gradeline" "$(DESTDIR)$(MANDIR)/man1/gradeline.1" "$(DESTDIR)$(BASHCOMPDIR)/gradeline" \
		"$(DESTDIR)$(ZSHCOMPDIR)/_gradeline" "$(DESTDIR)$(FISHCOMPDIR)/gradeline.fish"
	rm -rf "$(DESTDIR)$(PREFIX)/share/gradeline" "$(DESTDIR)$(DOCDIR)"

dist:
	@.ci/dist build/gradeline-$(VERSION).tar.xz

# In a folder of its own, without .git and without what stands beside the repository.
distcheck: dist
	@dir=$$(mktemp -d) && tar -xf build/gradeline-$(VERSION).tar.xz -C "$$dir" && \
		$(MAKE) --no-print-directory -C "$$dir/gradeline-$(VERSION)" all test dist && \
		cmp build/gradeline-$(VERSION).tar.xz "$$dir/gradeline-$(VERSION)/build/gradeline-$(VERSION).tar.xz" && \
		rm -rf "$$dir" && echo "gradeline-$(VERSION).tar.xz builds, passes its tests and makes itself again"

deb: dist
	@.ci/deb build/gradeline-$(VERSION).tar.xz

tsan:
	@$(MAKE) --no-print-directory -j2 VARIANT=tsan build/tsan/gradeline
	@out=$$(mktemp -d) && build/tsan/gradeline build --threads 4 --output $$out/public --quiet && \
		build/tsan/gradeline import --threads 4 --output $$out/reports --quiet content/reports/*/*.md && rm -rf $$out && echo "1 passed, 0 failed, 0 skipped"

fuzz:
	@PKGS="$(PKGS)" sh tests/fuzz/run.sh

bench: $(B)/libgradeline.a $(B)/gradeline
	@CC="$(CC)" LIB=$(B)/libgradeline.a BENCH_CFLAGS='$(filter-out -MMD -MP -DGRADELINE_VERSION%,$(ALL_CFLAGS))' BENCH_LIBS='$(LIBS)' sh tests/bench/run.sh
	@sh tests/bench/reading.sh
	@sh tests/bench/scale/run.sh

golden-update:
	@sh tests/golden/site.sh update
	@GRADELINE=$(CURDIR)/build/gradeline sh tests/browser/run.sh update

# What content/pages/accessibility.md says was measured; make test measures again and compares.
accessibility: build/gradeline
	@.ci/setup tests
	@GRADELINE=$(CURDIR)/build/gradeline sh tests/browser/run.sh measure

format:
	clang-format -i generator/*/*.[ch] tests/unit/*.[ch]

clean:
	rm -rf build

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(UNIT:=.d) $(FUZZ:=.d) $(TOOLS:=.d)
