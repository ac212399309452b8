using Foyer.Protocol;
using Foyer.Server.Mail;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>Lists and decides registrations that await an admin's approval, while <c>Registration:Mode</c> is approval.</summary>
public sealed class RegistrationApprovals(Database database, Writer writer, MailQueue mailQueue)
{
    public async Task<Outcome<List<WaitingAccount>>> ListAsync(Caller caller, CancellationToken cancel)
    {
        if (!caller.Role.IsAdmin())
            return Refusal.PermissionDenied;
        var rows = await database.ReadAsync(
            db =>
                db.List<(long Id, string Username, long CreatedAt)>(
                    "select id, username, created_at from users where approved_at is null order by id limit 200"
                ),
            cancel
        );
        return rows.ConvertAll(row => new WaitingAccount(row.Id, row.Username, Instants.ToText(row.CreatedAt)));
    }

    /// <summary>Approves the account, or rejects and deletes it.</summary>
    public Task<Outcome<Done>> DecideAsync(Fields fields, Caller caller, CancellationToken cancel)
    {
        var name = fields.Text("username", Usernames.MaxLength);
        var approved = fields.Flag("approved");
        if (approved is null)
            fields.Refuse("approved", "This field is required.", "required");
        if (fields.Refusal is { } wrong)
            return Task.FromResult<Outcome<Done>>(wrong);
        if (!caller.Role.IsAdmin())
            return Task.FromResult<Outcome<Done>>(Refusal.PermissionDenied);
        return writer.WriteAsync(write => Decide(write, caller, name, approved!.Value), cancel);
    }

    private Outcome<Done> Decide(Write write, Caller caller, string name, bool approved)
    {
        if (AccessCheck.Check(write, caller) is { } ended)
            return ended;
        if (Account.ByName(write, name) is not { ApprovedAt: null } account)
            return Account.NotFound;
        if (!approved)
            Account.Delete(write, account.Id);
        else
        {
            write.Execute("update users set approved_at = @Now where id = @Id", new { account.Id, write.Now });
            mailQueue.EnqueueRequired(
                write,
                account.Email,
                "approved",
                Instants.Day,
                null,
                ("username", account.Username)
            );
        }
        return new Done();
    }
}

public sealed record WaitingAccount(long Id, string Username, string RegistrationDate);
