using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Media;
using Foyer.Server.Storage;

namespace Foyer.Server.Moderation;

/// <summary>
/// Hands somebody what is kept of them. A copied cookie must not be enough for that: it takes the password, or a sign-in of
/// this moment.
/// </summary>
public sealed class Exporting(Database database, SignIn signIn, MediaFolder media, TimeProvider time)
{
    private const long Fresh = 10 * Clock.Minute;
    private const int PerHour = 5;

    private static readonly Refusal Stale = Refusal.Of(
        403,
        "sign_in_again",
        "Your sign-in is not fresh. Sign in again, or send your password."
    );

    private readonly Allowance perPerson = new(PerHour, TimeSpan.FromHours(1), time);

    /// <summary>Right after signing in, without another question.</summary>
    public async Task<Outcome<Export>> BeginAsync(Caller caller, CancellationToken cancel)
    {
        if (caller.IsToken)
            return Refusal.PermissionDenied;
        return await IsFreshAsync(caller, cancel) ? Begin(caller) : Stale;
    }

    public async Task<Outcome<Export>> BeginAsync(Caller caller, Fields fields, Device device, CancellationToken cancel)
    {
        var password = fields.Secret("password", Passwords.Longest);
        if (fields.Refusal is { } wrong)
            return wrong;
        if (caller.IsToken)
            return Refusal.PermissionDenied;
        if ((await signIn.ProveAsync(caller.Username, password, device, cancel)).Refused(out var refusal))
            return refusal.Status == 401 ? Refusal.Invalid("password", "This is not your password.") : refusal;
        return Begin(caller);
    }

    private Outcome<Export> Begin(Caller caller) =>
        perPerson.Take($"{caller.User}") is { } refusal
            ? refusal
            : new Export(database, media, caller.User, $"foyer-{caller.User}");

    private Task<bool> IsFreshAsync(Caller caller, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                db.Any(
                    "select 1 from sessions where id = @Session and created_at > @since",
                    new { caller.Session, since = time.Now() - Fresh }
                ),
            cancel
        );
}
