using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Http;

/// <summary>For supervisors: whether the process runs, and whether it can do its work.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").AllowAnonymous().ExcludeFromDescription();
        health.MapGet("/live", () => Results.Text("ok"));
        health.MapGet("/ready", ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(Database database, Writer writer, CancellationToken cancel)
    {
        // A writer that failed learns of its recovery only by trying again.
        if (!writer.Healthy)
            await writer.WriteAsync<Done>(_ => new Done(), cancel);
        var read = await database.ReadAsync(db => db.One<long>("select 1"), cancel);
        return writer.Healthy && read == 1 ? Results.Text("ok") : Answer.Refused(Refusal.Unavailable);
    }
}
