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
