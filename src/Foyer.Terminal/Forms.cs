using System.Text.Json;

namespace Foyer.Terminal;

/// <summary>The current form, and the handling of its answers.</summary>
internal sealed class Forms(ChatSession chat)
{
    /// <summary>The form that receives the next line; null when there is none.</summary>
    public Form? Current { get; private set; }

    /// <summary>True while the account is being deleted: no input is accepted until the server has responded.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>True when the account has been deleted.</summary>
    public bool HasLeft { get; private set; }

    public void Begin(Form form)
    {
        Current = form;
        if (form.Title is { } title)
            chat.Changed($"{title}: /cancel stops the questions.");
    }

    /// <summary>Closes the form; returns false when there is none.</summary>
    public bool Cancel()
    {
        if (Current is null)
            return false;
        Current = null;
        chat.Notices.ReplaceNext();
        chat.Notice("Canceled. Nothing was sent.");
        return true;
    }

    /// <summary>Passes a line to the form; returns the client id once the form is complete and sent, else null.</summary>
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
