using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Media;
using Foyer.Server.Storage;

namespace Foyer.Server.Moderation;

/// <summary>Hands a person what is kept of them.</summary>
public sealed class DataExports(
    Database database,
    Reauthentication reauthentication,
    MediaFolder media,
    TimeProvider time
)
{
    private const int PerHour = 5;

    private readonly KeyedRateLimiter perPerson = new(PerHour, TimeSpan.FromHours(1), time);

    public async Task<Outcome<DataExport>> BeginAsync(Proof proof, CancellationToken cancel)
    {
        var user = proof.Caller.User;
        if ((await reauthentication.RequireAsync(proof, cancel) ?? perPerson.TryTake($"{user}")) is { } refusal)
            return refusal;
        return new DataExport(database, media, user, $"foyer-{user}");
    }
}
