/* The contents of a report stand open beside its text where there is room; without this script they look the same. */
(function () {
	"use strict";
	var toc = document.querySelector(".toc");
	if (toc && matchMedia("(min-width: 64rem)").matches) toc.open = true;
})();
/* A button on the paragraph that the address names: copies what "Cite this report" says, with the paragraph in it. */
(function () {
	"use strict";
	var cite = document.getElementById("citation"), button;
	if (!cite || !document.execCommand && !navigator.clipboard) return;
	function words(id) {
		var who = cite.firstChild.textContent;
		return who + ", paragraph " + id.slice(1) + cite.textContent.slice(who.length) + "#" + id;
	}
	function copy(text) {
		if (navigator.clipboard) return navigator.clipboard.writeText(text);
		var area = document.createElement("textarea");
		area.value = text;
		document.body.appendChild(area);
		area.select();
		var done = document.execCommand("copy");
		area.remove();
		return done ? Promise.resolve() : Promise.reject();
	}
	function show() {
		var id = location.hash.slice(1), p = /^p[0-9]+$/.test(id) && document.getElementById(id);
		if (button) button.remove();
		if (!p) return;
		button = document.createElement("button");
		button.type = "button";
		button.className = "copy noprint";
		button.textContent = "Copy citation";
		button.setAttribute("aria-live", "polite");
		button.onclick = function () {
			copy(words(id)).then(function () { button.textContent = "Copied"; }, function () { location.hash = "cite"; });
		};
		p.appendChild(button);
	}
	addEventListener("hashchange", show);
	show();
})();
/* Filter box over long lists and tables. Without this script the box stays hidden and everything else works. */
(function () {
	"use strict";
	var box = document.querySelector("[data-filter]");
	var list = box && document.getElementById(box.getAttribute("data-filter"));
	if (!list) return;
	var fold_away = list.closest("details");
	var input = box.querySelector("input"), status = box.querySelector("[role=status]");
	var items = list.querySelectorAll("li, tbody tr, .pair");
	items = Array.prototype.filter.call(items, function (e) {
		return !e.querySelector("[scope=rowgroup]") && !e.parentNode.closest("td, .pair");
	});
	function fold(s) {
		return s.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f'\u2019.]/g, "").replace(/&/g, "and").replace(/\s+/g, " ").trim();
	}
	/* In tables the row header is the name; elsewhere the whole item, former names included. */
	var names = items.map(function (e) {
		var name = e.querySelector("th[scope=row], h2");
		return fold((name || e).textContent);
	});
	function apply() {
		var want = fold(input.value), shown = 0;
		if (fold_away && want !== "") fold_away.open = true;
		items.forEach(function (e, i) {
			e.hidden = want !== "" && names[i].indexOf(want) < 0;
			if (!e.hidden) shown++;
		});
		Array.prototype.forEach.call(list.querySelectorAll("tbody"), function (body) {
			body.hidden = want !== "" && !items.some(function (e) { return e.parentNode === body && !e.hidden; });
		});
		status.textContent = want === "" ? "" : shown + " of " + items.length + " shown";
	}
	input.addEventListener("input", apply);
	box.hidden = false;
	apply();
})();
