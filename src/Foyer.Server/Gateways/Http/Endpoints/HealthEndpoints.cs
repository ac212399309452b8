using Foyer.Protocol;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>For supervisors: whether the process runs, and whether it can do its work.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").AllowAnonymous().ExcludeFromDescription();
        health.MapGet("/live", () => Results.Text("ok"));
        health.MapGet("/ready", ReadyAsync);
    }

    // The row is never visible, but its pages are written to the disk: a write without any change would not detect a full one.
    private static Outcome<Done> TryToStore(Write write)
    {
        write.Execute("insert into migrations (name) values ('a try')");
        write.Execute("delete from migrations where name = 'a try'");
        return new Done();
    }

    private static async Task<IResult> ReadyAsync(Database database, Writer writer, CancellationToken cancel)
    {
        // A writer that failed detects its recovery only by storing something.
        if (!writer.Healthy)
            await writer.WriteAsync<Done>(TryToStore, cancel);
        var read = await database.ReadAsync(db => db.One<long>("select 1"), cancel);
        return writer.Healthy && read == 1 ? Results.Text("ok") : ApiResults.Refused(Refusal.Unavailable);
    }
}
