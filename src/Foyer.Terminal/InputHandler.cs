namespace Foyer.Terminal;

/// <summary>
/// Handles typed lines: text for the room, and the terminal's own commands. Other commands are sent to the server.
/// </summary>
internal sealed class InputHandler
{
    private const string ChooseRoom = "Choose a room first: /join ROOM.";

    private readonly ChatSession chat;
    private readonly ServerLink link;
    private readonly MessageCommands messages;
    private readonly UserCommands users;

    public InputHandler(ChatSession chat, ServerLink link)
    {
        this.chat = chat;
        this.link = link;
        Forms = new Forms(chat);
        messages = new MessageCommands(chat, TakeSubject);
        users = new UserCommands(chat, Forms, TakeSubject) { CanAsk = link.HasPerson };
    }

    public Forms Forms { get; }

    /// <summary>The subject of the next message, or null.</summary>
    public string? Subject { get; private set; }

    public bool IsOver { get; private set; }

    /// <summary>Returns the client id of a request that awaits a response, or null.</summary>
    /// <param name="text">May be blank only while a form is open.</param>
    /// <param name="isWords">True for text that is never a command, such as several pasted lines.</param>
    public async Task<string?> HandleAsync(string text, bool isWords = false)
    {
        if (Forms.IsFrozen)
            return null;
        if (chat.Asked is not null)
        {
            chat.Asked = null;
            link.Reply(text.Trim());
            return null;
        }
        if (Forms.Current is not null)
            return await Forms.AnswerAsync(text);
        if (isWords)
            return await SpeakAsync(text.StartsWith('/') ? "/" + text : text);
        var space = text.IndexOf(' ');
        var (word, rest) = space < 0 ? (text, "") : (text[..space], text[(space + 1)..].Trim());
        return TryDo(word, rest) ? null : await HandleAsync(text, word, rest);
    }

    public void Quit() => IsOver = true;

    /// <summary>Runs a command that needs no server; returns true when it was one.</summary>
    private bool TryDo(string word, string rest)
    {
        switch (word)
        {
            case "/quit":
                Quit();
                return true;
            case "/rooms":
                ListRooms();
                return true;
            case "/notices":
                if (!chat.Notices.TryShowKept())
                    chat.Notice("There are no notices yet.");
                return true;
            case "/subject":
                Subject = rest.Length == 0 ? null : rest;
                chat.Notice(
                    Subject is null
                        ? "The next message has no subject."
                        : $"Subject of the next message: {SafeText.Line(Subject)}"
                );
                return true;
            case "/event" when rest == "new":
                Forms.Begin(Form.NewEvent());
                return true;
            case "/delete-account":
                Forms.Begin(Form.DeleteAccount());
                return true;
            default:
                return false;
        }
    }

    private void ListRooms()
    {
        var names = chat.Rooms.Ordered.Select(room => room.Title).ToList();
        chat.Notice(names.Count == 0 ? "You are in no room yet." : string.Join(" · ", names));
    }

    private async Task<string?> HandleAsync(string text, string word, string rest)
    {
        switch (word)
        {
            case "/help":
                chat.Show(TerminalCommands.Help.Split('\n'));
                return await chat.Sender.CommandAsync(text);
            case "/room" when chat.Rooms.Find(rest) is { } room:
                await chat.Navigation.OpenAsync(room);
                return null;
            case "/room" when rest.Length > 0:
                return await chat.Sender.CommandAsync($"/join {rest.TrimStart('#')}");
            case "/edit" or "/delete" or "/reply" or "/react" or "/upload":
                return chat.Current is { } here
                    ? await messages.RunAsync(here, word, rest)
                    : chat.Sender.Refuse(ChooseRoom);
        }
        if (TerminalCommands.OnUsers.Contains(word))
            return await users.RunAsync(word, rest);
        return text is ['/', ..] and not ['/', '/', ..] ? await chat.Sender.CommandAsync(text) : await SpeakAsync(text);
    }

    private async Task<string?> SpeakAsync(string text) =>
        chat.Current is { } current
            ? await chat.Sender.SendTextAsync(current, text, TakeSubject())
            : chat.Sender.Refuse($"Not sent: {ChooseRoom}");

    private string? TakeSubject()
    {
        var taken = Subject;
        Subject = null;
        return taken;
    }
}
