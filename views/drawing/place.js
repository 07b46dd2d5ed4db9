// Carries the place that is asked for, and the page of the original, to the reader; and what the reader asks back.
export default function ({ data: [data], parentElement, setStateValue }) {
  const tell = () => window.dispatchEvent(new CustomEvent("zeren-place", { detail: parentElement.told }));
  parentElement.told = data;
  parentElement.ask = (page) => setStateValue("page", page);
  if (!parentElement.listens) {
    parentElement.listens = ({ detail }) => (detail?.page ? parentElement.ask(detail.page) : tell());
    window.addEventListener("zeren-reader", parentElement.listens);
  }
  tell();
  return () => {
    window.removeEventListener("zeren-reader", parentElement.listens);
    parentElement.listens = null;
  };
}
