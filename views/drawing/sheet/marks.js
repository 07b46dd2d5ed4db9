// The marks of a time line lie side by side: each as near to its day as the others let it, in the order of the days,
// and none over the line of the chosen day. How wide a line is only the browser knows.
const ROOM = 1.5; // pixels between two marks

// The places nearest to the days that keep these distances from the first one, all between low and high.
function apart(days, distances, low, high) {
  const shrunk = Math.min(1, Math.max(0, high - low) / (distances.at(-1) || 1));
  const held = distances.map((distance) => distance * shrunk);
  const blocks = [];
  days.forEach((day, at) => {
    let block = { sum: day - held[at], size: 1 };
    while (blocks.length && blocks.at(-1).sum / blocks.at(-1).size > block.sum / block.size) {
      const former = blocks.pop();
      block = { sum: former.sum + block.sum, size: former.size + block.size };
    }
    blocks.push(block);
  });
  const begins = blocks.flatMap(({ sum, size }) => Array(size).fill(sum / size));
  return begins.map((begin, at) => Math.max(low, Math.min(begin, high - held.at(-1))) + held[at]);
}

function part(marks, from, to) {
  if (!marks.length) return;
  const distances = [0];
  for (let at = 1; at < marks.length; at += 1)
    distances.push(distances[at - 1] + marks[at - 1].half + marks[at].half + ROOM);
  const places = apart(marks.map((mark) => mark.day), distances, from + marks[0].half, to - marks.at(-1).half);
  marks.forEach((mark, at) => mark.link.setAttribute("transform", `translate(${(places[at] - mark.day).toFixed(1)} 0)`));
}

function partLane(lane) {
  const width = lane.clientWidth, share = (words) => (parseFloat(words) / 100) * width;
  const marks = [...lane.querySelectorAll(".deadlines-dot")].map((dot) => {
    const shape = dot.querySelector("circle, rect"), turned = shape.tagName === "rect" ? Math.SQRT1_2 : 1;
    const half = turned * parseFloat(shape.getAttribute("r") ?? shape.getAttribute("width"));
    return { day: share(dot.getAttribute("x")), half, link: dot.querySelector("a"), past: dot.matches(".deadlines-past") };
  }).sort((one, other) => one.day - other.day);
  const now = lane.querySelector("line.deadlines-now");
  if (!now) return part(marks, 0, width);
  const line = share(now.getAttribute("x1"));
  part(marks.filter((mark) => mark.past), 0, line - ROOM);
  return part(marks.filter((mark) => !mark.past), line + ROOM, width);
}

const partAgain = new ResizeObserver((entries) => entries.forEach(({ target }) => partLane(target)));

function partMarks(root) {
  for (const lane of root.querySelectorAll(".deadlines-lane:not(.axis) > svg")) partAgain.observe(lane);
}
