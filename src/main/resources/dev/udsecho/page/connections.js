/** Who is connected: a row each, changed in place. */

import { byId, element, say } from "./dom.js";
import { bytes, count, duration, known } from "./words.js";

const COLUMNS = 6;

export function showConnections({ active, limit, accepted, rejected = {}, closed = {}, open = [], notShown = 0 }) {
  say(byId("active"), known(active, count));
  say(byId("limit"), `of ${known(limit, count)} at most`);
  say(byId("accepted"), known(accepted, count));
  Object.entries(rejected).forEach(([why, number]) => sayWhereKnown(`rejected-${why}`, number));
  Object.entries(closed).forEach(([why, number]) => sayWhereKnown(`closed-${why}`, number));
  byId("open").hidden = open.length === 0;
  say(byId("more"), open.length === 0 ? "No client is connected." : notShown > 0 ? `And ${count(notShown)} more.` : "");
  showRows(open);
}

function sayWhereKnown(id, number) {
  const node = byId(id);
  if (node) {
    say(node, count(number));
  }
}

function showRows(open) {
  const rows = byId("rows");
  while (rows.rows.length > open.length) {
    rows.lastElementChild.remove();
  }
  while (rows.rows.length < open.length) {
    rows.append(newRow());
  }
  open.forEach((connection, index) => cells(connection).forEach((text, column) => say(rows.rows[index].cells[column], text)));
}

function newRow() {
  const row = element("tr");
  const head = element("th");
  head.scope = "row";
  row.append(head, ...Array.from({ length: COLUMNS - 1 }, () => element("td")));
  return row;
}

function cells({ uid, gid, pid, ageSeconds, received, sent, waiting }) {
  return [
    pid === 0 ? "elsewhere" : known(pid),
    uid === undefined && gid === undefined ? "unknown" : `${known(uid)}:${known(gid)}`,
    known(ageSeconds, duration),
    known(received, bytes),
    known(sent, bytes),
    known(waiting, bytes),
  ];
}
