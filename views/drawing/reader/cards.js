// The cards: what a mark stands for, as nested lists for build(). All words come from Python; those of documents stay text.
const isNode = (part) => Array.isArray(part) && part.length === 3 && typeof part[0] === "string" && part[1]?.constructor === Object;
const flat = (parts) => parts.flatMap((part) => (Array.isArray(part) && !isNode(part) ? flat(part) : part ? [part] : []));
const el = (tag, attributes, ...children) => [tag, attributes, flat(children)];
const fillIn = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function cards(data) {
  const { words: say, ways } = data;
  const words = (start, end) => wordsOf(data, start, end);
  const to = (way, id) => ways[way].replace("~", encodeURIComponent(id));
  const label = Object.fromEntries(data.kinds.map((each) => [each.kind, each.label]));
  const sign = Object.fromEntries(data.kinds.map((each) => [each.kind, each.letter]));
  const shown = (said, most = 44) => (said.trim().length > most ? said.trim().slice(0, most) + "…" : said.trim());
  const doc = (said) => el("span", { lang: "zh-CN" }, said);
  const letter = (kind) => el("span", { class: "letter " + kind }, sign[kind]);
  const tag = (said, doubt) => el("span", { class: doubt ? "tag doubt" : "tag" }, said);
  const place = (number) => (number >= 0 ? el("span", { class: "where" }, data.places[number]) : null);
  const jump = (said, start, end) =>
    start === null || start < 0 ? doc(said) : el("button", { class: "jump", "data-jump": `${start}-${end}`, lang: "zh-CN" }, said);
  const line = (name, ...value) => [el("dt", {}, name), el("dd", {}, ...value)];
  const rule = (number) => (number >= 0 ? line(say.rule, el("span", { class: "rule" }, data.rules[number])) : []);
  const correction = (signed) => (signed ? line(say.corrected, doc(signed)) : []);
  const unit = (number) => data.units[number].split("\n");
  const titled = (number) => data.tasks[number][4];

  function duty(number) {
    const [statement, which, role, written, standing, start, end, wording, ruleStart, ruleEnd, surface, signed, where, found] = data.duties[number];
    const [id, canonical] = unit(which);
    const kind = ROLES[role];
    return el("section", { class: "part " + kind },
      el("h3", {}, letter(kind), " ", el("a", { href: to("unit", id), lang: "zh-CN" }, canonical)),
      el("dl", {},
        line(say.role, label[kind], " ", tag([say.stated, say.implied, say.corrected][standing]), written === role ? null : [" ", fillIn(say.written_as, { role: label[ROLES[written]] })]),
        line(say.written, doc(data.wordings[surface]), " ", place(where)),
        wording < 0 ? [] : line(say.because, jump(data.wordings[wording], ruleStart, ruleEnd)),
        correction(signed),
        rule(found)),
      start < 0 ? null : statementLine(statement));
  }

  function statementLine(number) {
    const [start, end] = data.statements[number];
    return el("p", { class: "quiet" }, say.in_statement, " ", jump(shown(words(start, end)), start, end));
  }

  function statement(number) {
    const [start, end, kind, scopeStart, scopeEnd, qualifier, open, , where] = data.statements[number];
    const added = data.duties.filter((each) => each[0] === number && each[5] < 0).map((each) => unit(each[1])[1]);
    const scope = words(scopeStart, scopeEnd);
    return el("section", { class: "part" },
      el("blockquote", { class: "quote", lang: "zh-CN" }, words(start, end).trim()),
      el("p", { class: "quiet" }, data.statementKinds[kind], qualifier ? [" · ", doc(qualifier)] : null, " ", place(where)),
      scope ? el("p", {}, say.governs, jump(shown(scope, 36), scopeStart, scopeEnd)) : null,
      open ? el("p", { class: "quiet" }, say.open) : null,
      added.length ? el("p", { class: "quiet" }, say.added, doc(added.join("、"))) : null);
  }

  function unitsOf(number, role) {
    const seen = new Set();
    return data.duties.filter((each) => data.statements[each[0]][7] === number && each[2] === role && !seen.has(each[1]) && seen.add(each[1]));
  }

  function task(number) {
    const [id, start, end, , title, section, people, sectors, where] = data.tasks[number];
    const roles = ROLES.map((kind, role) => {
      const units = unitsOf(number, role);
      const items = units.map((each) => el("li", {}, jump(data.wordings[each[10]], each[5] < 0 ? null : each[5], each[6]), " ", each[4] ? tag([say.stated, say.implied, say.corrected][each[4]]) : null));
      return units.length ? line([letter(kind), " ", label[kind]], el("ul", {}, ...items)) : [];
    });
    const values = [["deadline", data.deadlines], ["target", data.targets]].map(([kind, rows]) => {
      const mine = rows.filter((row) => row[2] === number);
      return mine.length ? line([letter(kind), " ", label[kind]], el("ul", {}, ...mine.map((row) => el("li", {}, jump(words(row[0], row[1]), row[0], row[1]))))) : [];
    });
    const nobody = roles.every((role) => !role.length);
    return el("section", { class: "part of-task" },
      el("p", { class: "path" }, say.task, section >= 0 ? [" · ", doc(data.sections[section])] : null, " ", place(where)),
      el("h3", {}, el("a", { href: to("task", id), lang: "zh-CN" }, title)),
      el("dl", {},
        roles.flat(),
        nobody ? line([letter("lead"), " ", label.lead], el("span", { class: "unwritten" }, people.length ? say.unit_unwritten : say.unwritten)) : [],
        people.length ? line(say.people, doc(people.join("、"))) : [],
        values.flat(),
        sectors.length ? line(say.sectors, doc(sectors.join("、"))) : []),
      el("p", { class: "ways" }, el("a", { href: to("task", id) }, ways.correct), el("a", { href: to("similar", id) }, say.similar)));
  }

  function deadline([start, end, number, kind, days, signed, where, found]) {
    return el("section", { class: "part deadline" },
      el("h3", {}, letter("deadline"), " ", doc(words(start, end))),
      el("dl", {}, line(data.statementKinds[kind], days || say.no_date, " ", place(where)), correction(signed), rule(found)));
  }

  function target([start, end, number, value, region, signed, where, found]) {
    return el("section", { class: "part target" },
      el("h3", {}, letter("target"), " ", doc(words(start, end))),
      el("dl", {}, line(say.meant, doc(value), " ", place(where)), region ? line(say.region, doc(region)) : [], correction(signed), rule(found)));
  }

  function convention([start, end, meaning, where]) {
    return el("section", { class: "part" }, el("h3", {}, say.convention),
      el("blockquote", { class: "quote", lang: "zh-CN" }, words(start, end).trim()), el("p", {}, meaning, " ", place(where)));
  }

  function doubt([start, end, kind, message, where]) {
    return el("section", { class: "part" }, el("h3", {}, tag(say[kind], kind !== "refused")), el("p", {}, doc(message), " ", place(where)),
      el("blockquote", { class: "quote", lang: "zh-CN" }, shown(words(start, end), 160)));
  }

  const drawn = { duty, statement, task, deadline, target, convention, doubt };
  return (mark) => {
    const parts = mark.facts.map(([kind, fact]) => drawn[kind](fact));
    const own = mark.kind === "taskhead" || mark.task < 0;
    return own ? parts : [...parts, task(mark.task)];
  };
}
