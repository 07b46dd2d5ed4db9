// The marks of a text, from the facts that Python packed: one for each stretch and kind, with the facts that stand on it.
const ROLES = ["lead", "responsible", "cooperating", "supervising"];
const MOVED_TO = new Set([...ROLES, "deadline", "target", "unread", "doubtful"]);

function marksOf(data) {
  const found = new Map();
  const add = (kind, start, end, fact, more = {}) => {
    if (end <= start) return;
    const key = `${kind} ${start} ${end}`;
    if (!found.has(key)) found.set(key, { kind, start, end, facts: [], task: -1, pieces: [], ...more });
    if (fact) found.get(key).facts.push(fact);
  };
  const letter = Object.fromEntries(data.kinds.map((each) => [each.kind, each]));
  const put = (right) => (right ? `·${data.words.corrected}` : ""); // what a person put right says so
  data.ignored.forEach(([start, end, why]) => add("ignored", start, end, null, { why }));
  data.doubts.forEach((doubt) => add(doubt[2], doubt[0], doubt[1], ["doubt", doubt], { label: doubt[3], task: taskAt(data, doubt[0]) }));
  data.conventions.forEach((each) => add("convention", each[0], each[1], ["convention", each], { task: taskAt(data, each[0]) }));
  data.tasks.forEach((task, number) => add("taskhead", task[1], task[3], ["task", number], { task: number }));
  data.statements.forEach((each, number) => add("statement", each[0], each[1], ["statement", number], { task: each[7] }));
  data.duties.forEach((duty, number) => {
    const [statement, unit, role, , standing, start, end] = duty;
    const { label, letter: sign } = letter[ROLES[role]];
    const name = data.units[unit].split("\n")[1];
    if (start >= 0) add(ROLES[role], start, end, ["duty", number], { letter: sign + put(standing === 2), label: `${label}：${name}`, task: data.statements[statement][7] });
  });
  for (const [kind, rows] of [["deadline", data.deadlines], ["target", data.targets]]) {
    rows.forEach((row) => add(kind, row[0], row[1], [kind, row], { letter: letter[kind].letter + put(row[5]), label: `${letter[kind].label}：${row[kind === "deadline" ? 4 : 3]}`, task: row[2] }));
  }
  const marks = [...found.values()].sort((a, b) => a.start - b.start || b.end - a.end);
  marks.forEach((mark, order) => Object.assign(mark, { order }));
  return marks;
}

// The task in which a place stands, or the last one that begins before it.
function taskAt(data, place) {
  let low = 0;
  let high = data.tasks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (data.tasks[middle][1] <= place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// The mark that stands exactly there, else the smallest one around the place, else the smallest one inside it.
function markAt(marks, at) {
  const held = marks.filter((mark) => mark.facts.length);
  const size = (mark) => mark.end - mark.start;
  const exact = held.filter((mark) => mark.start === at.start && mark.end === at.end);
  if (exact.length) return exact.find((mark) => MOVED_TO.has(mark.kind)) ?? exact[0];
  const around = (mark) => mark.start <= at.start && mark.end >= Math.max(at.end, at.start + 1);
  const inside = (mark) => mark.start >= at.start && mark.end <= at.end;
  return [around, inside].map((test) => held.filter(test).sort((a, b) => size(a) - size(b))[0]).find((mark) => mark);
}
