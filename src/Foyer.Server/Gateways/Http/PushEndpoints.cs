using Foyer.Server.Notifications.Push;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Http;

/// <summary>Browsers that want notifications while no page is open (contract section 5).</summary>
internal static class PushEndpoints
{
    private sealed record PushState(bool Enabled, string Key);

    private sealed record PushKeys(string P256dh, string Auth);

    private sealed record NewPush(string Endpoint, PushKeys Keys);

    private sealed record OldPush(string Endpoint);

    private sealed record PushObject(string Endpoint);

    public static void MapPush(this IEndpointRouteBuilder app)
    {
        var push = app.MapGroup("/api/push").WithTags("Notifications");
        push.MapGet(
                "",
                (PushKey key, FoyerSettings settings) => Answer.Value(new PushState(settings.Push.Enabled, key.Public))
            )
            .WithSummary("Returns whether browsers can subscribe to notifications, and the key for it.")
            .Gives<PushState>();
        push.MapPost("", AddAsync)
            .WithSummary("Subscribes a browser; takes what its push manager returns.")
            .Takes<NewPush>()
            .Gives<PushObject>(201)
            .Gives<PushObject>();
        push.MapDelete("", RemoveAsync)
            .WithSummary("Ends the subscription of a browser.")
            .Takes<OldPush>()
            .GivesNothing();
    }

    private static async Task<IResult> AddAsync(
        Asker asker,
        Body body,
        Subscribing subscribing,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var asked = PushSubscription.Read(body.Fields, settings.Test.LocalPush);
        if (body.Fields.Refusal is { } wrong)
            return Answer.Refused(wrong);
        return (await subscribing.AddAsync(asker.Caller, asked, cancel)).Refused(out var refusal, out var isNew)
            ? Answer.Refused(refusal)
            : Answer.Value(new PushObject(asked.Endpoint), isNew ? 201 : 200);
    }

    private static async Task<IResult> RemoveAsync(
        Asker asker,
        Body body,
        Subscribing subscribing,
        CancellationToken cancel
    )
    {
        var endpoint = body.Fields.Text("endpoint", PushSubscription.LongestEndpoint);
        return body.Fields.Refusal is { } wrong
            ? Answer.Refused(wrong)
            : Answer.Nothing(await subscribing.RemoveAsync(asker.Caller, endpoint, cancel));
    }
}
