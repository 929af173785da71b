// Pointing at a fact shows what speaks for or against it, and nothing else.
for (const row of document.querySelectorAll('li[data-evidence]')) {
  const drawn = row.closest('section').querySelector('svg');
  const seen = row.dataset.evidence.split(' ').filter(Boolean).map(id => document.getElementById(id));
  const point = on => {
    drawn.classList.toggle('pointed', on && seen.length > 0);
    seen.forEach(one => one.classList.toggle('chosen', on));
  };
  row.onmouseenter = row.onfocus = () => point(true);
  row.onmouseleave = row.onblur = () => point(false);
}
