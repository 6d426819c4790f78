// tests/bench: kainjow's mustache (Debian: libkainjow-mustache-dev) on the same templates and data.
// kainjow DIR: prints "kainjow family nanoseconds"; with "compare" behind DIR, whether its pages are ours.
#include <dirent.h>
#include <jansson.h>
#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <kainjow/mustache.hpp>

namespace km = kainjow::mustache;

static const std::string ending = ".mustache";

static std::string read(const std::string &path)
{
	std::ifstream in(path, std::ios::binary);
	return { std::istreambuf_iterator<char>(in), {} };
}

static km::data convert(const json_t *j)
{
	switch (json_typeof(j)) {
	case JSON_OBJECT: {
		km::data o{ km::data::type::object };
		const char *key;
		json_t *value;
		json_object_foreach((json_t *)j, key, value)
			o.set(key, convert(value));
		return o;
	}
	case JSON_ARRAY: {
		km::data list{ km::data::type::list };
		for (size_t i = 0; i < json_array_size(j); i++)
			list.push_back(convert(json_array_get(j, i)));
		return list;
	}
	case JSON_STRING:
		return km::data{ json_string_value(j) };
	case JSON_INTEGER:
		return km::data{ std::to_string(json_integer_value(j)) };
	case JSON_TRUE:
		return km::data{ km::data::type::bool_true };
	default:
		return km::data{ km::data::type::bool_false };
	}
}

static void add_partials(km::data &root, const std::string &dir)
{
	DIR *d = opendir(dir.c_str());
	while (struct dirent *e = d ? readdir(d) : nullptr) {
		const std::string name = e->d_name;
		if (name.size() <= ending.size() || name.compare(name.size() - ending.size(), ending.size(), ending) != 0)
			continue;
		const std::string text = read(dir + "/" + name);
		root.set("partials/" + name.substr(0, name.size() - ending.size()), km::partial{ [text] { return text; } });
	}
	if (d)
		closedir(d);
}

// But for how it writes an apostrophe, and for line breaks: it leaves those of tags that stand alone.
static std::string same(std::string s)
{
	std::string out;

	for (size_t at; (at = s.find("&apos;")) != std::string::npos;)
		s.replace(at, 6, "&#39;");
	for (const char c : s)
		if (c != '\n')
			out += c;
	return out;
}

static double now()
{
	return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

int main(int argc, char **argv)
{
	const std::string dir = argc > 1 ? argv[1] : ".";

	for (const std::string family : { "report", "authority" }) {
		km::mustache page{ read(dir + "/templates/" + family + ending) };
		json_t *j = json_load_file((dir + "/" + family + ".json").c_str(), 0, nullptr);
		if (!j || !page.is_valid())
			return 1;
		km::data data = convert(j);
		json_decref(j);
		add_partials(data, dir + "/templates/partials");
		if (argc > 2) {
			const std::string out = page.render(data), want = read(dir + "/" + family + ".html");
			std::cout << family << ": kainjow 4.1: "
				  << (out == want               ? "the same bytes"
				      : same(out) == same(want) ? "the same bytes but for ' written as &apos; and line breaks left by "
								  "tags that stand alone"
								: "OTHER BYTES")
				  << "\n";
			std::ofstream(dir + "/" + family + ".kainjow.html") << out;
			continue;
		}
		size_t n = 0, bytes = 0;
		double start = now();
		for (; now() < start + 0.3; n++)
			bytes += page.render(data).size();
		std::cout << "kainjow " << family << " " << (long)((now() - start) * 1e9 / (double)n) << "\n";
		if (!bytes)
			return 1;
	}
	return 0;
}
