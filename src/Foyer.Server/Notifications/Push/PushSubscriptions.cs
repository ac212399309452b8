using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Notifications.Push;

/// <summary>The browsers of a user that receive notifications while no page is open.</summary>
public sealed class PushSubscriptions(Writer writer, FoyerSettings settings)
{
    private const int Most = 20;

    private static readonly Refusal Off = Refusal.Conflict(
        "push_off",
        "This server sends no notifications to browsers."
    );

    /// <summary>Returns true when the subscription is new. A known browser gets the latest keys and user.</summary>
    public Task<Outcome<bool>> AddAsync(Caller caller, PushSubscription asked, CancellationToken cancel) =>
        settings.Push.Enabled
            ? writer.WriteAsync(write => Add(write, caller, asked), cancel)
            : Task.FromResult<Outcome<bool>>(Off);

    /// <summary>Removes a subscription; an unknown one is no error.</summary>
    public Task<Outcome<Done>> RemoveAsync(Caller caller, string endpoint, CancellationToken cancel) =>
        writer.WriteAsync<Done>(
            write =>
            {
                if (AccessCheck.Check(write, caller) is { } refusal)
                    return refusal;
                write.Execute(
                    "delete from push_subscriptions where endpoint = @endpoint and user_id = @User",
                    new { endpoint, caller.User }
                );
                return new Done();
            },
            cancel
        );

    /// <summary>Removes a subscription whose browser has unsubscribed or cannot be reached.</summary>
    internal Task<Outcome<Done>> RemoveUnreachableAsync(long id) =>
        writer.WriteAsync<Done>(write =>
        {
            write.Execute("delete from push_subscriptions where id = @id", new { id });
            return new Done();
        });

    private static Outcome<bool> Add(Write write, Caller caller, PushSubscription asked)
    {
        if (AccessCheck.Check(write, caller) is { } refusal)
            return refusal;
        var isNew =
            write.Execute("delete from push_subscriptions where endpoint = @Endpoint", new { asked.Endpoint }) == 0;
        write.Execute(
            """
            insert into push_subscriptions (user_id, session_id, endpoint, public_key, secret, created_at)
            values (@User, @Session, @Endpoint, @PublicKey, @Secret, @Now)
            """,
            new
            {
                caller.User,
                caller.Session,
                asked.Endpoint,
                asked.PublicKey,
                asked.Secret,
                write.Now,
            }
        );
        // The oldest are removed: clearing a browser's data leaves subscriptions that nothing listens to.
        write.Execute(
            """
            delete from push_subscriptions where user_id = @User and id not in (
                select id from push_subscriptions where user_id = @User order by id desc limit @Most
            )
            """,
            new { caller.User, Most }
        );
        return isNew;
    }
}
