"""Texts that mean something to TeX, to Python or to those who read comments, and must be nothing but text."""

NASTY = (
    r"\input{secret}", r"\input secret", r"\write18{touch written}", r"\immediate\write18{touch written}",
    r"\openout5=written \write5{x}", r"\openin5=secret \read5 to \x \x", r"\csname input\endcsname{secret}",
    r"\end{tikzpicture}\end{document}", r"\endinput", r"\catcode`\%=12", r"\def\x{\x}\x", r"\loop\iftrue\repeat",
    "^^5cinput{secret}", "^^41", "^^M", "$", "$$", "$x", r"\$", r"$\input{secret}$", r"$\write18{ls}$",
    r"$x^2 + \frac{1}{2}$", "$}$", r"$\begin{matrix} a & b \end{matrix}$",
    "%", "% comment", "#", "#1", "##", "&", "_", "^", "~", "{", "}", "{{", "}}", "}{", "[", "]", "];", "(0,0)",
    "\\", "\\\\", "`", "'", '"', "''", "``", "--", "---", ",,", "<<", ">>", "?`", "!`", "|", "<", ">", "@", "=", ";",
    "a  b", " a", "a ", "   ", "", "\n", "a\nb", "a\r\nb", "a\tb", "a\x00b", "a\x1bb", "a\x7fb",
    "\u202eabc", "\u2028", "a\u200bb", "\ufeffa", "\ud800", "e\u0301", "ß", "ÿ", "ŀ", "Ω",
    "日本語", "مرحبا", "שלום", "🍎", "👩\u200d👩\u200d👧", "🇫🇷",
    "!TEX program = sh", "arara: rm", "&latex", "-*- coding: utf-7 -*-", "# noqa", "%s", "{0}", "\\N{BULLET}",
    'x"\nimport os', "'''", '"""', "x" * 400, "word " * 60,
)  # fmt: skip
