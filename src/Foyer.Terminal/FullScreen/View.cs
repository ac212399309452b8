namespace Foyer.Terminal.FullScreen;

/// <summary>Lays out the chat on a screen of a given size, without changing its state.</summary>
internal sealed class View(ChatSession chat, InputHandler talk, InputLine line, TimeProvider time)
{
    // Below the first width there is no list of rooms, below the second list and names are narrow: the text comes first.
    private const int NarrowScreen = 70;
    private const int WideScreen = 100;

    private readonly RoomPane rooms = new(chat);

    public MessagePane Messages { get; } = new(chat, line, time);

    public NoticePane Notices { get; } = new(chat.Notices);

    /// <summary>Several lines wait for a second Enter.</summary>
    public bool AsksToSend { get; set; }

    public List<Row> Draw(int width, int height, out int caretRow, out int caretColumn)
    {
        var side =
            width < NarrowScreen ? 0
            : width < WideScreen ? 18
            : 22;
        var nameWidth = width < WideScreen ? 10 : 14;
        var body = Math.Max(1, height - 4);
        var space = width - (side > 0 ? side + 2 : 0);
        var notices = Notices.Draw(space, body);
        var messages = Messages.Draw(space, Math.Max(0, body - notices.Count), nameWidth);
        var main = messages.Concat(notices).Take(body).ToList();
        var list = side > 0 ? rooms.Draw(side, body) : [];
        var rows = new List<Row> { Header(width) };
        for (var i = 0; i < body; i++)
        {
            var row = new Row();
            if (side > 0)
                row.Add((i < list.Count ? list[i] : new Row()).Fit(side)).Add("│ ", Styles.Quiet);
            rows.Add(row.Add(main[i]).Fit(width));
        }
        rows.Add(Typing(width));
        rows.Add(Input(width, out caretColumn));
        rows.Add(Footer(width));
        caretRow = body + 2;
        return rows;
    }

    private Row Header(int width)
    {
        var row = new Row().Add(" Foyer ", Styles.Title);
        if (chat.Current is not { } room)
            return row.Fit(width, Styles.Bar);
        row.Add($" {room.Title}", Styles.Title);
        if (room.Topic is { Length: > 0 } topic)
            row.Add($" — {topic}", Styles.Bar);
        var unread = width < NarrowScreen ? chat.Rooms.All.Where(other => other != room).Sum(other => other.Unread) : 0;
        var here = (unread > 0 ? $"{unread} unread · " : "") + $"{room.Online.Count + 1} here ";
        return row.Fit(Math.Max(0, width - here.Length), Styles.Bar).Add(here, Styles.Bar).Fit(width, Styles.Bar);
    }

    private Row Typing(int width)
    {
        if (AsksToSend)
            return new Row()
                .Add(
                    $" Send {line.Text.Count(one => one == '\n') + 1} lines as one message? Enter sends, Esc goes back.",
                    Styles.Loud
                )
                .Fit(width);
        if (talk.Forms.Current?.Error is { } error)
            return new Row().Add(" " + error, Styles.Loud).Fit(width);
        var text = talk.Subject is { } subject ? $"[{SafeText.Line(subject)}]  " : "";
        text += Typists();
        var below = Messages.Scrolled > 0 ? chat.Current?.Unread ?? 0 : 0;
        if (Messages.Scrolled > 0)
            text = (below > 0 ? $"↓ {below} new below (PgDn)  " : "↓ PgDn goes down  ") + text;
        return new Row().Add(" " + text, below > 0 ? Styles.Loud : Styles.Quiet).Fit(width);
    }

    private string Typists() =>
        (chat.Current is { } room ? chat.Typists(room) : []) switch
        {
            [] => "",
            [var one] => $"{one} is typing…",
            [var one, var other] => $"{one} and {other} are typing…",
            _ => "Several people are typing…",
        };

    private Row Input(int width, out int caret)
    {
        var field = talk.Forms.Current?.Current;
        var prompt = Prompt(Math.Max(1, width - 20));
        var place = Math.Max(1, width - Row.Cells(prompt) - 1);
        // Text before the caret scrolls out of view when the line is longer than the screen.
        var before = Shown(line.Text[..line.Caret], field);
        var from = 0;
        while (Row.Cells(before[from..]) >= place)
            from += char.IsHighSurrogate(before[from]) ? 2 : 1;
        caret = Row.Cells(prompt) + Row.Cells(before[from..]);
        return new Row()
            .Add(prompt, Styles.Bold)
            .Add(before[from..] + Shown(line.Text[line.Caret..], field))
            .Fit(width);
    }

    private string Prompt(int width)
    {
        var prompt =
            chat.Asked is not null ? "Code of your authenticator app: "
            : talk.Forms.Current is { Current: { } field } form
                ? Row.Cells(form.Prompt) <= width ? form.Prompt
                    : $"{field.Question}: "
            : chat.Current is { } room ? room.Title + "> "
            : "> ";
        return Row.Cells(prompt) <= width ? prompt : Row.Cut(prompt, Math.Max(1, width - 3)) + "…: ";
    }

    private static string Shown(string text, FormField? field) =>
        field is { IsSecret: true }
            ? new string('*', text.Length)
            : SafeText.Line(text.Replace("\n", "↵", StringComparison.Ordinal));

    private Row Footer(int width) =>
        talk.Forms.Current is not null ? new Row().Add(" Enter goes on · Esc leaves the form", Styles.Quiet).Fit(width)
        : talk.Forms.IsFrozen ? new Row().Add(" Deleting the account…", Styles.Loud).Fit(width)
        : chat.IsConnected
            ? new Row()
                .Add(
                    width < NarrowScreen
                        ? $" {chat.MyName} · /help · Alt ↑↓ rooms · Ctrl C leaves"
                        : $" {chat.MyName} · Tab completes · Alt ↑↓ rooms · PgUp older · /help · Ctrl C leaves",
                    Styles.Quiet
                )
                .Fit(width)
        : new Row().Add(" " + chat.Connection, Styles.Loud).Fit(width);
}
