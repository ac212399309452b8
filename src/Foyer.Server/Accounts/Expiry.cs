using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>Once a minute: what has run out ends, also where nobody asks.</summary>
public sealed class Expiry(Sessions sessions, Writer writer, TimeProvider time, ILogger<Expiry> log)
    : Round(TimeSpan.FromMinutes(1), time, log)
{
    private const long Unconfirmed = 7 * Clock.Day;

    public async Task TidyAsync(CancellationToken cancel)
    {
        await sessions.TidyAsync(cancel);
        await writer.WriteAsync<Done>(
            write =>
            {
                write.Execute("delete from links where expires_at <= @Now", new { write.Now });
                write.Execute("delete from passkey_challenges where expires_at <= @Now", new { write.Now });
                write.Execute(
                    "delete from community_invites where expires_at <= @Now or uses_left = 0",
                    new { write.Now }
                );
                write.Execute(
                    "delete from users where verified_at is null and created_at <= @before",
                    new { before = write.Now - Unconfirmed }
                );
                return new Done();
            },
            cancel
        );
    }

    protected override Task RunAsync(CancellationToken cancel) => TidyAsync(cancel);
}
