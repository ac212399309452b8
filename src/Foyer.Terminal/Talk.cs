namespace Foyer.Terminal;

/// <summary>What a person types: words for the room, and the commands that the terminal itself knows. Others go to the server.</summary>
internal sealed class Talk(Chat chat)
{
    public const string Help =
        "/join ROOM · /room NAME (look at) · /msg NAME TEXT · /subject TEXT · /edit TEXT · /delete · /rooms · /who · /quit — others go to the server: /help there lists them";

    public static readonly string[] Commands =
    [
        "/join",
        "/room",
        "/msg",
        "/subject",
        "/edit",
        "/delete",
        "/rooms",
        "/who",
        "/keys",
        "/quit",
        "/help",
        "/pm",
        "/leave",
        "/list",
        "/topic",
        "/invite",
        "/events",
        "/event",
        "/book",
        "/unbook",
        "/rsvp",
        "/kick",
        "/ban",
        "/unban",
        "/kill",
    ];

    private string? subject;
    private Planning? planning;

    /// <summary>The subject of the next message, or null.</summary>
    public string? Subject => subject;

    public bool IsOver { get; private set; }

    /// <summary>The client id of what was sent and awaits the server's word, or null; <paramref name="text"/> is not blank.</summary>
    public async Task<string?> SayAsync(string text)
    {
        if (planning is not null)
            return await PlanAsync(planning, text);
        var space = text.IndexOf(' ');
        var (word, rest) = space < 0 ? (text, "") : (text[..space], text[(space + 1)..].Trim());
        switch (word)
        {
            case "/quit":
                IsOver = true;
                return null;
            case "/keys":
                chat.Notice(Help);
                return null;
            case "/rooms":
                chat.Notice(string.Join(" · ", chat.Rooms.Select(room => (room.IsDirect ? "@" : "#") + room.Name)));
                return null;
            case "/who" when chat.Current is { } here:
                chat.Notice($"Here: {string.Join(", ", here.Online.Values.Prepend(chat.MyName))}");
                return null;
            case "/room" when chat.Find(rest) is { } room:
                await chat.OpenAsync(room);
                return null;
            case "/room" or "/join" when rest.Length > 0:
                await JoinAsync(rest.TrimStart('#'));
                return null;
            case "/msg" when rest.Split(' ', 2) is [var name, var words]:
                return await chat.SayToAsync(name.TrimStart('@'), words, TakeSubject());
            case "/event" when rest == "new" && chat.Current is not null:
                planning = new Planning();
                chat.Notice(planning.Question);
                return null;
            case "/subject":
                subject = rest.Length == 0 ? null : rest;
                chat.Notice(subject is null ? "No subject." : $"Subject of the next message: {Clean.Line(subject)}");
                return null;
            case "/edit" when chat.Current?.LastOf(chat.Me) is { } entry && rest.Length > 0:
                await chat.EditAsync(entry, rest);
                return null;
            case "/delete" when chat.Current?.LastOf(chat.Me) is { } entry:
                await chat.DeleteAsync(entry);
                return null;
        }
        if (chat.Current is { } current)
            return await chat.SayAsync(current, text, TakeSubject());
        chat.Notice("Choose a room first: /join ROOM");
        return null;
    }

    private async Task<string?> PlanAsync(Planning asked, string answer)
    {
        var command = answer == "/stop" ? null : asked.Take(answer);
        if (answer == "/stop" || command is not null)
            planning = null;
        if (command is not null && chat.Current is { } current)
            return await chat.SayAsync(current, command, null);
        chat.Notice(planning?.Question ?? "Nothing is planned.");
        return null;
    }

    /// <summary>Joins the public room of that name, or makes it, and looks at it.</summary>
    private Task JoinAsync(string name) =>
        chat.AskAsync(
            new() { ["request"] = "join", ["name"] = name },
            answer =>
            {
                if (answer.Number("status") is not (200 or 201))
                    foreach (var error in answer.Member("body").Errors())
                        chat.Notice(error);
                else
                    _ = chat.OpenAsync(chat.Take(answer.Member("body")));
            }
        );

    private string? TakeSubject()
    {
        var taken = subject;
        subject = null;
        return taken;
    }
}
