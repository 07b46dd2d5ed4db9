// Goes where Python decided to go (after a choice or a question), once.
export default function ({ data: [data], parentElement }) {
  if (parentElement.walked === data.to || !INSIDE.test(data.to)) return;
  parentElement.walked = data.to;
  go(data.to);
}
