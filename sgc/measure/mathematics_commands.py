"""The TeX that mathematics in labels may use: a table, and all that TikZ is ever handed.

A command that is not here is refused, so that no label can read a file, define a macro or run a program.
Tests set every entry with both engines: ziamath, and LaTeX with the packages of ``PACKAGES``.
"""

from __future__ import annotations

#: What a LaTeX document must load for the commands below.
PACKAGES = ("amsmath", "amssymb")


def _words(text: str) -> list[str]:
    return text.split()


#: Commands that stand for themselves.
SYMBOLS = frozenset(
    _words(
        r"""
    \alpha \beta \gamma \delta \epsilon \varepsilon \zeta \eta \theta \vartheta \iota \kappa \lambda \mu \nu \xi \pi
    \varpi \rho \varrho \sigma \varsigma \tau \upsilon \phi \varphi \chi \psi \omega
    \Gamma \Delta \Theta \Lambda \Xi \Pi \Sigma \Upsilon \Phi \Psi \Omega
    \hbar \ell \Re \Im \aleph \wp \partial \nabla \infty \emptyset \varnothing \forall \exists \nexists \neg \lnot
    \top \bot \angle \triangle \square \prime \imath \jmath \clubsuit \diamondsuit \heartsuit \spadesuit \flat
    \natural \sharp \surd
    \pm \mp \times \div \cdot \ast \star \circ \bullet \oplus \ominus \otimes \oslash \odot \dagger \ddagger \cap
    \cup \sqcap \sqcup \uplus \vee \lor \wedge \land \setminus \wr \amalg \diamond
    \le \leq \ge \geq \ne \neq \equiv \sim \simeq \approx \cong \propto \ll \gg \prec \succ \preceq \succeq \subset
    \supset \subseteq \supseteq \subsetneq \supsetneq \sqsubseteq \sqsupseteq \in \ni \notin \vdash \dashv \models
    \perp \mid \parallel \asymp \doteq \smile \frown \leqslant \geqslant \lesssim \gtrsim \nmid \nparallel
    \to \gets \leftarrow \rightarrow \leftrightarrow \Leftarrow \Rightarrow \Leftrightarrow \iff \implies \mapsto
    \longleftarrow \longrightarrow \longleftrightarrow \Longleftarrow \Longrightarrow \Longleftrightarrow \longmapsto
    \hookleftarrow \hookrightarrow \uparrow \downarrow \updownarrow \Uparrow \Downarrow \nearrow \searrow \swarrow
    \nwarrow \rightharpoonup \rightharpoondown \leftharpoonup \leftharpoondown \rightleftharpoons
    \sum \prod \coprod \int \iint \iiint \oint \bigcap \bigcup \bigvee \bigwedge \bigoplus \bigotimes
    \dots \ldots \cdots \vdots \ddots \colon
    \arccos \arcsin \arctan \arg \cos \cosh \cot \coth \csc \deg \det \dim \exp \gcd \hom \inf \ker \lg \lim \liminf
    \limsup \ln \log \max \min \Pr \sec \sin \sinh \sup \tan \tanh
    \langle \rangle \lfloor \rfloor \lceil \rceil \lvert \rvert \lVert \rVert \lbrace \rbrace \vert \Vert
    \quad \qquad \, \: \; \! \{ \} \| \% \# \& \$ \_
        """
    )
) | {"\\ "}

#: Commands with arguments in braces, and how many.
ARGUMENTS = {
    **dict.fromkeys(
        _words(r"""
        \sqrt \hat \bar \vec \dot \ddot \tilde \acute \grave \check \breve \widehat \widetilde \overline \underline
        \overbrace \underbrace \overrightarrow \overleftarrow
        \mathbf \mathrm \mathit \mathsf \mathtt \mathcal \mathbb \mathfrak \boldsymbol
        """),
        1,
    ),
    **dict.fromkeys(_words(r"\frac \dfrac \tfrac \binom \overset \underset \stackrel"), 2),
}

#: Those of them that mean an alphabet of their own, and its name in Unicode.
ALPHABETS = {
    r"\mathbf": "BOLD", r"\mathsf": "SANS-SERIF", r"\mathtt": "MONOSPACE", r"\mathcal": "SCRIPT",
    r"\mathbb": "DOUBLE-STRUCK", r"\mathfrak": "FRAKTUR",
}  # fmt: skip

#: Commands whose argument is words rather than mathematics.
WORDS = frozenset(_words(r"\text \textbf \textit \textrm \operatorname"))

#: What may follow \left and \right.
DELIMITERS = frozenset(
    _words(
        r"( ) [ ] | . \{ \} \| \langle \rangle \lfloor \rfloor \lceil \rceil \lvert \rvert \lVert \rVert "
        r"\lbrace \rbrace \vert \Vert"
    )
)

#: What may stand between \begin{…} and \end{…}, in rows and columns.
ENVIRONMENTS = frozenset(_words("matrix pmatrix bmatrix vmatrix Vmatrix cases"))

#: Characters that people write directly, and the TeX that they mean.
_PAIRS = _words(
    r"""
    α \alpha  β \beta  γ \gamma  δ \delta  ε \varepsilon  ζ \zeta  η \eta  θ \theta  ι \iota  κ \kappa  λ \lambda
    μ \mu  ν \nu  ξ \xi  π \pi  ρ \rho  σ \sigma  τ \tau  υ \upsilon  φ \varphi  χ \chi  ψ \psi  ω \omega  Γ \Gamma
    Δ \Delta  Θ \Theta  Λ \Lambda  Ξ \Xi  Π \Pi  Σ \Sigma  Υ \Upsilon  Φ \Phi  Ψ \Psi  Ω \Omega  ϵ \epsilon
    ϑ \vartheta  ϕ \phi  × \times  ÷ \div  ± \pm  ∓ \mp  · \cdot  ⋅ \cdot  ∘ \circ  ∗ \ast  ∙ \bullet  ⊕ \oplus
    ⊗ \otimes  ∧ \wedge  ∨ \vee  ∩ \cap  ∪ \cup  ¬ \neg  ≤ \le  ≥ \ge  ≠ \ne  ≡ \equiv  ≈ \approx  ≅ \cong  ∼ \sim
    ∝ \propto  ≪ \ll  ≫ \gg  ∈ \in  ∉ \notin  ∋ \ni  ⊂ \subset  ⊃ \supset  ⊆ \subseteq  ⊇ \supseteq  ⊥ \perp
    ∥ \parallel  → \to  ← \gets  ↔ \leftrightarrow  ⇒ \Rightarrow  ⇐ \Leftarrow  ⇔ \Leftrightarrow  ↦ \mapsto
    ↑ \uparrow  ↓ \downarrow  ∞ \infty  ∂ \partial  ∇ \nabla  ∀ \forall  ∃ \exists  ∅ \emptyset  ∑ \sum  ∏ \prod
    ∫ \int  ∮ \oint  … \dots  ⋯ \cdots  ℓ \ell  ℏ \hbar  ∠ \angle  △ \triangle  ℂ \mathbb{C}  ℕ \mathbb{N}
    ℙ \mathbb{P}  ℚ \mathbb{Q}  ℝ \mathbb{R}  ℤ \mathbb{Z}  − -  ⟨ \langle  ⟩ \rangle
    """
)
CHARACTERS = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
