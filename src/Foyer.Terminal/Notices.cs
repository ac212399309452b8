namespace Foyer.Terminal;

/// <summary>
/// Notices of the server and the terminal. A short notice stays until it is closed or replaced by another one; a longer text
/// opens as a panel that stays until it is closed.
/// </summary>
internal sealed class Notices
{
    private const int MostShown = 4;
    private const int MostKept = 200;

    private readonly List<IReadOnlyList<string>> kept = [];
    private readonly List<string> shown = [];
    private List<string> panel = [];
    private bool isReplaced;

    /// <summary>Short notices, the latest last.</summary>
    public IReadOnlyList<string> Shown => shown;

    /// <summary>The lines of the panel; empty when it is closed.</summary>
    public IReadOnlyList<string> Panel => panel;

    /// <summary>Another number for each panel.</summary>
    public int PanelNumber { get; private set; }

    /// <summary>Adds lines that belong together.</summary>
    public void Add(params IReadOnlyList<string> lines)
    {
        if (lines.Count > MostShown)
        {
            Open(lines);
            return;
        }
        if (isReplaced)
            shown.Clear();
        isReplaced = false;
        shown.AddRange(lines);
        kept.Add(lines);
        shown.RemoveRange(0, Math.Max(0, shown.Count - MostShown));
        kept.RemoveRange(0, Math.Max(0, kept.Count - MostKept));
    }

    /// <summary>Adds lines to the open panel, or opens it with them.</summary>
    public void AddToPanel(IEnumerable<string> lines) => panel = [.. panel, .. lines];

    /// <summary>Makes the next short notice replace the visible ones.</summary>
    public void ReplaceNext() => isReplaced = true;

    /// <summary>Opens a panel with all short notices so far, the latest first; returns false when there are none.</summary>
    public bool TryShowKept()
    {
        Open(kept.AsEnumerable().Reverse().SelectMany(lines => lines));
        return kept.Count > 0;
    }

    /// <summary>Closes the panel, or else the short notices.</summary>
    public void Close()
    {
        if (panel.Count == 0)
            shown.Clear();
        panel = [];
    }

    private void Open(IEnumerable<string> lines)
    {
        panel = [.. lines];
        PanelNumber++;
    }
}
