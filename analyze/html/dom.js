"use strict";
/* SPDX-License-Identifier: MIT
 * Making elements. Texts of the data only ever become text nodes and attributes: nothing here or
 * elsewhere reads markup from a string. */

function fill(node, attributes, children) {
	for (const [key, value] of Object.entries(attributes || {})) {
		if (key.startsWith("on"))
			node.addEventListener(key.slice(2), value);
		else if (value !== null && value !== undefined && value !== false)
			node.setAttribute(key, value === true ? "" : value);
	}
	node.append(...children.flat().filter((child) => child !== null && child !== undefined &&
		child !== false));
	return node;
}

/* el("a", { href: "#x", onclick: f }, "text", node): null and false children are left out. */
function el(name, attributes, ...children) {
	return fill(document.createElement(name), attributes, children);
}

/* The same for a piece of a drawing. */
function svg(name, attributes, ...children) {
	return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

/* What is invisible and could mislead is made visible: controls, and marks that turn the direction. */
function shown(value) {
	return String(value).replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
		(mark) => "\u27e8" + mark.codePointAt(0).toString(16).padStart(4, "0").toUpperCase() + "\u27e9");
}

/* For headings and lists: a text of 10,000 characters is no heading. */
function brief(value, length = 160) {
	const visible = shown(value);

	return visible.length > length ? visible.slice(0, length) + "\u2026" : visible;
}

function link(path, label, attributes) {
	return el("a", { href: "#" + path, ...attributes }, label);
}

function badge(severity) {
	return el("span", { class: "badge " + severity }, severity);
}

/* Words between backticks are code. */
function prose(value) {
	return shown(value.replaceAll("\n", " ")).split("`").map((part, index) =>
		(index % 2 ? el("code", null, part) : part));
}

/* "2026-11-01T06:00:00Z" is a day where the time of the day is midnight, and for people always. */
function timeText(value) {
	const time = value.slice(11, 16);

	return value.slice(0, 10) + (time && time !== "00:00" ? " " + time : "");
}

function section(title, ...children) {
	return el("section", null, el("h2", null, title), ...children);
}

function save(name, type, content) {
	const address = URL.createObjectURL(new Blob([content], { type }));
	const anchor = el("a", { href: address, download: name });

	document.body.append(anchor);
	anchor.click();
	anchor.remove();
	setTimeout(() => URL.revokeObjectURL(address), 60000);
}
