using System.Globalization;
using System.Text.Json;
using Foyer.Protocol;

namespace Foyer.Terminal;

/// <summary>What a person types: words for the room, and the commands that the terminal itself knows. Others go to the server.</summary>
internal sealed class Talk(Chat chat, Link link)
{
    public const string Help = """
        In this terminal:
        /room NAME — Looks at a room you are in, or joins it.
        /msg "NAME" TEXT — Sends a direct message.
        /subject TEXT — Sets the subject of the next message.
        /edit [N] TEXT — Changes a message. N counts back from the newest; without it, your last one.
        /delete [N] — Deletes a message.
        /reply N TEXT — Replies to a message.
        /react N EMOJI — Adds a reaction, or takes yours back.
        /upload PATH — Sends a file.
        /rooms — Lists your rooms and people.
        /event new — Asks for an event, field by field.
        /delete-account — Deletes your account.
        /quit — Leaves.
        On the server:
        """;

    public static readonly string[] Commands =
    [
        "/help",
        "/join",
        "/leave",
        "/list",
        "/who",
        "/topic",
        "/pm",
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
        "/room",
        "/msg",
        "/subject",
        "/edit",
        "/delete",
        "/reply",
        "/react",
        "/upload",
        "/rooms",
        "/delete-account",
        "/quit",
    ];

    private const string ChooseRoom = "Choose a room first: /join ROOM.";

    /// <summary>The subject of the next message, or null.</summary>
    public string? Subject { get; private set; }

    /// <summary>Being filled in; the next line is for it. Null when nothing is.</summary>
    public Form? Form { get; private set; }

    /// <summary>The account is being deleted: nothing more is taken until the server has answered.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>The account is gone.</summary>
    public bool HasLeft { get; private set; }

    public bool IsOver { get; private set; }

    /// <summary>The client id of what was sent and awaits the server's word, or null.</summary>
    /// <param name="text">Blank only where a form asks.</param>
    /// <param name="isWords">True for text that is never a command, such as several pasted lines.</param>
    public async Task<string?> SayAsync(string text, bool isWords = false)
    {
        if (IsFrozen)
            return null;
        if (chat.Asked is not null)
        {
            chat.Asked = null;
            link.Reply(text.Trim());
            return null;
        }
        if (Form is { } form)
            return await AnswerAsync(form, text);
        if (isWords)
            return await SpeakAsync(text.StartsWith('/') ? "/" + text : text);
        var space = text.IndexOf(' ');
        var (word, rest) = space < 0 ? (text, "") : (text[..space], text[(space + 1)..].Trim());
        return TryDo(word, rest) ? null : await SayAsync(text, word, rest);
    }

    /// <summary>Leaves the form; false when there is none.</summary>
    public bool Cancel()
    {
        if (Form is null)
            return false;
        Form = null;
        chat.Notice("Nothing was done.");
        return true;
    }

    public void Quit() => IsOver = true;

    /// <summary>What is done here and at once; true when it was that.</summary>
    private bool TryDo(string word, string rest)
    {
        switch (word)
        {
            case "/quit":
                Quit();
                return true;
            case "/rooms":
                chat.Notice(
                    string.Join(" · ", chat.Rooms.Ordered.Select(room => (room.IsDirect ? "@" : "#") + room.Name))
                );
                return true;
            case "/subject":
                Subject = rest.Length == 0 ? null : rest;
                chat.Notice(Subject is null ? "No subject." : $"Subject of the next message: {Clean.Line(Subject)}");
                return true;
            case "/event" when rest == "new":
                Begin(Form.NewEvent());
                return true;
            case "/delete-account":
                Begin(Form.DeleteAccount());
                return true;
            default:
                return false;
        }
    }

    private async Task<string?> SayAsync(string text, string word, string rest)
    {
        switch (word)
        {
            case "/help":
                foreach (var line in Help.Split('\n'))
                    chat.Notice(line);
                return await chat.Voice.CommandAsync(text);
            case "/room" when chat.Rooms.Find(rest) is { } room:
                await chat.Attention.OpenAsync(room);
                return null;
            case "/room" when rest.Length > 0:
                return await chat.Voice.CommandAsync($"/join {rest.TrimStart('#')}");
            case "/msg":
                return await MessageAsync(rest);
            case "/edit" or "/delete" or "/reply" or "/react" or "/upload":
                return chat.Current is { } here ? await ActAsync(here, word, rest) : chat.Voice.Refuse(ChooseRoom);
        }
        return text is ['/', ..] and not ['/', '/', ..] ? await chat.Voice.CommandAsync(text) : await SpeakAsync(text);
    }

    private async Task<string?> SpeakAsync(string text) =>
        chat.Current is { } current
            ? await chat.Voice.SayAsync(current, text, TakeSubject())
            : chat.Voice.Refuse($"Not sent: {ChooseRoom}");

    private Task<string> ActAsync(Room room, string word, string rest)
    {
        if (word == "/upload")
            return UploadAsync(room, rest);
        var hasNumber = TryNumber(rest, out var number, out var words);
        var entry =
            hasNumber ? room.Back(number)
            : word is "/edit" or "/delete" ? room.LastOf(chat.Me)
            : null;
        words = hasNumber ? words : rest;
        return (word, entry) switch
        {
            ("/delete", _) when words.Length > 0 => Refuse("Usage: /delete [N]"),
            ("/edit", _) when words.Length == 0 => Refuse("Usage: /edit [N] TEXT"),
            ("/reply" or "/react", _) when !hasNumber || words.Length == 0 => Refuse(
                word == "/reply" ? "Usage: /reply N TEXT" : "Usage: /react N EMOJI"
            ),
            (_, null) => Refuse(
                hasNumber ? $"There is no message {number} here. PgUp reads older ones." : "You have no message here."
            ),
            ("/edit", { } mine) => chat.Voice.EditAsync(room, mine, words),
            ("/delete", { } chosen) => chat.Voice.DeleteAsync(chosen),
            ("/reply", { } quoted) => chat.Voice.SayAsync(
                room,
                words.StartsWith('/') ? "/" + words : words,
                TakeSubject(),
                quoted
            ),
            (_, { } liked) => ReactAsync(liked, words),
        };
    }

    private Task<string> Refuse(string why) => Task.FromResult(chat.Voice.Refuse(why));

    private static bool TryNumber(string rest, out long number, out string words)
    {
        var space = rest.IndexOf(' ');
        var first = space < 0 ? rest : rest[..space];
        words = space < 0 ? "" : rest[(space + 1)..].Trim();
        return long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private Task<string> ReactAsync(Entry entry, string emoji)
    {
        var isMine = entry.Reactions.Any(one => one.Emoji == emoji && one.Users.Contains(chat.Me));
        return chat.Voice.AskAsync(isMine ? "unreact" : "react", new() { ["message"] = entry.Id, ["emoji"] = emoji });
    }

    private async Task<string> UploadAsync(Room room, string path)
    {
        path = path.Trim('"');
        if (path.StartsWith("~/", StringComparison.Ordinal))
            path = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..]);
        if (path.Length == 0)
            return chat.Voice.Refuse("Usage: /upload PATH");
        if (!File.Exists(path))
            return chat.Voice.Refuse($"There is no file {Clean.Line(path)}.");
        return await new Upload(chat, room, path).RunAsync();
    }

    /// <summary>
    /// A direct message. A name with spaces stands in quotes; without them the server is asked whether a longer name fits too, so
    /// that nothing goes to the wrong person.
    /// </summary>
    private async Task<string> MessageAsync(string rest)
    {
        rest = rest.TrimStart('@');
        var quote = rest.StartsWith('"') ? rest.IndexOf('"', 1) : -1;
        var (name, words) =
            quote > 1 ? (rest[1..quote], rest[(quote + 1)..].Trim())
            : rest.Split(' ', 2) is [var first, var others] && !rest.StartsWith('"') ? (first, others.Trim())
            : ("", "");
        if (name.Length == 0 || words.Length == 0)
            return chat.Voice.Refuse("Usage: /msg \"NAME\" TEXT");
        if (quote > 1)
            return await chat.Voice.SayToAsync(name, words, TakeSubject());
        var id = Voice.NewId();
        var subject = TakeSubject();
        await chat.Questions.AskAsync(
            "users",
            new() { ["search"] = string.Join(' ', rest.Split(' ', 3).Take(2)) is { Length: <= 32 } two ? two : name },
            async answer =>
            {
                if (Questions.Refusal(answer) is { } why)
                    chat.Voice.Refuse(why, id);
                else if (Longer(answer.Member("body"), name, rest) is { } longer)
                    chat.Voice.Refuse(
                        $"Not sent: \"{longer}\" is a user too. Put the name in quotes: /msg \"{Clean.Line(name)}\" TEXT or /msg \"{longer}\" TEXT.",
                        id
                    );
                else
                    await chat.Voice.SayToAsync(name, words, subject, id);
            }
        );
        return id;
    }

    private static string? Longer(JsonElement found, string name, string typed) =>
        found
            .Items("results")
            .Select(user => user.Text("username") ?? "")
            .FirstOrDefault(user =>
                user.Length > name.Length
                && (TextKey.Of(typed) + " ").StartsWith(TextKey.Of(user) + " ", StringComparison.Ordinal)
            );

    private void Begin(Form form)
    {
        Form = form;
        chat.Notice($"{form.Title}: Esc or /cancel stops the questions.");
    }

    private async Task<string?> AnswerAsync(Form form, string text)
    {
        if (text is "/cancel" or "/stop")
        {
            Cancel();
            return null;
        }
        form.Answer(form.Current is { IsSecret: true } ? text : text.Trim());
        if (form.Error is { } error)
            chat.Notice(error);
        if (form.Current is not null)
            return null;
        Form = null;
        IsFrozen = form.Request == "delete_account";
        var id = Voice.NewId();
        await chat.Questions.AskAsync(
            form.Request,
            form.Answers,
            answer =>
            {
                Take(form, answer, id);
                return Task.CompletedTask;
            }
        );
        return id;
    }

    private void Take(Form form, JsonElement answer, string id)
    {
        var why = Questions.Refusal(answer);
        HasLeft = IsFrozen && why is null;
        IsFrozen = false;
        if (why is null)
        {
            chat.Notice(Done(form, answer.Member("body")));
            chat.Voice.Settle(id, null);
            return;
        }
        var errors = answer
            .Member("body")
            .Items("errors")
            .GroupBy(error => error.Text("attr") ?? "")
            .ToDictionary(group => group.Key, group => Clean.Line(group.First().Text("detail")));
        foreach (var (attr, detail) in errors)
            chat.Notice($"{Clean.Line(attr)}: {detail}".TrimStart(':', ' '));
        if (errors.Count == 0)
            chat.Notice(why);
        if (form.AskAgain(errors))
            Form = form;
        chat.Voice.Settle(id, Form is null ? why : null);
    }

    private string Done(Form form, JsonElement made) =>
        form.Request == "create_event"
            ? $"“{Clean.Line(made.Text("title"))}” is planned: {chat.Server}/event-detail?id={Clean.Line(made.Text("id"))}"
            : "The account is deleted.";

    private string? TakeSubject()
    {
        var taken = Subject;
        Subject = null;
        return taken;
    }
}
