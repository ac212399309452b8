using Foyer.Server.Mail;
using Foyer.Server.Moderation;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Admin;

/// <summary>The e-mail queue: waiting and failed e-mails with the cause, and a test e-mail.</summary>
public sealed class MailModel(MailAdmin room) : AdminPage
{
    public override AdminSection Section => AdminSection.Mail;

    public MailQueueState State { get; private set; } = null!;

    public IReadOnlyList<MailSummary> Mails { get; private set; } = [];

    public Task OnGetAsync(long? from, CancellationToken cancel) => ReadAsync(from, cancel);

    public async Task<IActionResult> OnPostTestAsync(CancellationToken cancel)
    {
        if ((await room.TestAsync(Caller, cancel)).Refused(out var refusal))
        {
            await ReadAsync(null, cancel);
            return Again(refusal);
        }
        Notice("A test mail to your own address is in the outbox.");
        return Redirect(Section.Path);
    }

    private async Task ReadAsync(long? from, CancellationToken cancel)
    {
        // Never refused: without access to this section, the page was not found.
        State = (await room.ReadAsync(Caller, from, PageSize + 1, cancel)).Value;
        Mails = Cut([.. State.Mails], line => line.Id);
    }
}
