using System.Text.Json;

namespace Foyer.Terminal;

/// <summary>The form that is being filled in, and what becomes of its answers.</summary>
internal sealed class Forms(ChatSession chat)
{
    /// <summary>Being filled in; the next line is for it. Null when nothing is.</summary>
    public Form? Current { get; private set; }

    /// <summary>The account is being deleted: nothing more is taken until the server has answered.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>The account is gone.</summary>
    public bool HasLeft { get; private set; }

    public void Begin(Form form)
    {
        Current = form;
        if (form.Title is { } title)
            chat.Changed($"{title}: /cancel stops the questions.");
    }

    /// <summary>Leaves the form; false when there is none.</summary>
    public bool Cancel()
    {
        if (Current is null)
            return false;
        Current = null;
        chat.Notices.ReplaceNext();
        chat.Notice("Canceled. Nothing was sent.");
        return true;
    }

    /// <summary>Takes a line for the form; the client id once all of it is sent, else null.</summary>
    public async Task<string?> AnswerAsync(string text)
    {
        var form = Current!;
        if (text is "/cancel" or "/stop")
        {
            Cancel();
            return null;
        }
        form.Answer(form.Current is { IsSecret: true } ? text : text.Trim());
        // On the screen the form shows it itself.
        if (form.Error is { } error)
            chat.Changed(error);
        if (form.Current is not null)
            return null;
        Current = null;
        return form.Then is { } then ? await then(form.Answers) : await SendAsync(form);
    }

    private async Task<string> SendAsync(Form form)
    {
        IsFrozen = form.Request == Form.DeleteAccountRequest;
        var id = MessageSender.NewId();
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
        var why = PendingRequests.Refusal(answer);
        HasLeft = IsFrozen && why is null;
        IsFrozen = false;
        if (why is null)
        {
            chat.Notice(Done(form, answer.Member("body")));
            chat.Sender.Settle(id, null);
            return;
        }
        var errors = answer
            .Member("body")
            .Items("errors")
            .GroupBy(error => error.Text("attr") ?? "")
            .ToDictionary(group => group.Key, group => SafeText.Line(group.First().Text("detail")));
        foreach (var (attr, detail) in errors)
            chat.Notice($"{form.QuestionOf(attr)}: {detail}".TrimStart(':', ' '));
        if (errors.Count == 0)
            chat.Notice(why);
        if (form.AskAgain(errors))
            Current = form;
        chat.Sender.Settle(id, Current is null ? why : null);
    }

    private string Done(Form form, JsonElement made) =>
        form.Request == Form.DeleteAccountRequest
            ? "The account is deleted."
            : $"“{SafeText.Line(made.Text("title"))}” is planned: {chat.Server}/event-detail?id={SafeText.Line(made.Text("id"))}";
}
