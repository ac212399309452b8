using System.Text.Json;

namespace Foyer.Terminal;

/// <summary>What a person types: words for the room, and the commands that the terminal itself knows. Others go to the server.</summary>
internal sealed class Talk(Chat chat)
{
    public const string Help =
        "/room NAME (look at) · /msg NAME TEXT · /subject TEXT · /edit TEXT · /delete · /rooms · /event new · /delete-account · /quit";

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
        "/rooms",
        "/delete-account",
        "/cancel",
        "/quit",
    ];

    private Planning? planning;

    /// <summary>The subject of the next message, or null.</summary>
    public string? Subject { get; private set; }

    /// <summary>Being filled in; the next line is for it. Null when nothing is.</summary>
    public Form? Form { get; private set; }

    /// <summary>The account is being deleted: nothing more is taken until the server has answered (S004-47).</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>The account is gone.</summary>
    public bool HasLeft { get; private set; }

    public bool IsOver { get; private set; }

    /// <summary>The client id of what was sent and awaits the server's word, or null.</summary>
    /// <param name="text">Blank only where a form asks.</param>
    public async Task<string?> SayAsync(string text)
    {
        if (IsFrozen)
            return null;
        if (planning is not null)
            return await PlanAsync(planning, text);
        if (Form is { } form)
        {
            await AnswerAsync(form, text);
            return null;
        }
        var space = text.IndexOf(' ');
        var (word, rest) = space < 0 ? (text, "") : (text[..space], text[(space + 1)..].Trim());
        return TryDo(word, rest) ? null : await SayAsync(text, word, rest);
    }

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
                planning = new Planning();
                chat.Notice(planning.Question);
                return true;
            case "/delete-account":
                Begin(new Form("delete_account", Form.LeavingFields, "The account is deleted."));
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
                chat.Notice($"Here: {Help}");
                return await chat.Voice.CommandAsync(text);
            case "/room" when chat.Rooms.Find(rest) is { } room:
                await chat.Attention.OpenAsync(room);
                return null;
            case "/room" when rest.Length > 0:
                return await chat.Voice.CommandAsync($"/join {rest.TrimStart('#')}");
            case "/msg" when rest.Split(' ', 2) is [var name, var words]:
                return await chat.Voice.SayToAsync(name.TrimStart('@'), words, TakeSubject());
            case "/edit" when chat.Current is { } here && here.LastOf(chat.Me) is { } entry && rest.Length > 0:
                await chat.Voice.EditAsync(here, entry, rest);
                return null;
            case "/delete" when chat.Current?.LastOf(chat.Me) is { } entry:
                await chat.Voice.DeleteAsync(entry);
                return null;
        }
        if (text is ['/', ..] and not ['/', '/', ..])
            return await chat.Voice.CommandAsync(text);
        if (chat.Current is { } current)
            return await chat.Voice.SayAsync(current, text, TakeSubject());
        chat.Notice("Choose a room first: /join ROOM");
        return null;
    }

    private async Task<string?> PlanAsync(Planning asked, string answer)
    {
        var command = answer == "/stop" ? null : asked.Take(answer);
        if (answer == "/stop" || command is not null)
            planning = null;
        if (command is not null)
            return await chat.Voice.CommandAsync(command);
        chat.Notice(planning?.Question ?? "Nothing is planned.");
        return null;
    }

    public void Quit() => IsOver = true;

    private void Begin(Form form)
    {
        Form = form;
        chat.Notice("/cancel stops the questions.");
    }

    private async Task AnswerAsync(Form form, string text)
    {
        if (text == "/cancel")
        {
            Form = null;
            chat.Notice("Nothing was done.");
            return;
        }
        form.Answer(text.Trim());
        if (form.Current is not null)
            return;
        Form = null;
        IsFrozen = form.Request == "delete_account";
        await chat.Questions.AskAsync(
            form.Request,
            form.Answers,
            answer =>
            {
                Take(form, answer);
                return Task.CompletedTask;
            }
        );
    }

    private void Take(Form form, JsonElement answer)
    {
        var isDone = answer.Number("status") is 200 or 201 or 204;
        HasLeft = IsFrozen && isDone;
        IsFrozen = false;
        if (isDone)
        {
            chat.Notice(form.Done);
            return;
        }
        var errors = answer.Member("body").Items("errors").ToList();
        foreach (var error in errors)
            chat.Notice($"{Clean.Line(error.Text("attr"))}: {Clean.Line(error.Text("detail"))}".TrimStart(':', ' '));
        if (errors.Count == 0)
            chat.Notice("The connection was lost before the server answered.");
        else if (form.AskAgain(errors.Select(error => error.Text("attr") ?? "").ToHashSet()))
            Form = form;
    }

    private string? TakeSubject()
    {
        var taken = Subject;
        Subject = null;
        return taken;
    }
}
