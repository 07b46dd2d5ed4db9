"""Questions that are no questions: quotes, braces, queries, markup, and far too many characters."""

HOSTILE = [
    '谁牵头散煤替代"} UNION { ?s ?p ?o } #',
    "DELETE WHERE { ?s ?p ?o }",
    "{{}}{0}%s<script>window.broken=1</script>谁牵头",
    "**谁**牵头[散煤](http://evil.example) :smile: $\\frac{1}{2}$ `代码`",
    "'; DROP TABLE asked; --",
    "谁牵头\\u0022\\n\x1b[31m\x07散煤",
    "\x00\U0001f600谁负责",
]
LONG = "谁牵头散煤替代，" * 1_250  # 10,000 characters
