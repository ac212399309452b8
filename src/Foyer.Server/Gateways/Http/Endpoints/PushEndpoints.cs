using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Notifications.Push;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Http.Endpoints;

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
                (PushKey key, FoyerSettings settings) =>
                    ApiResults.Value(new PushState(settings.Push.Enabled, key.Public))
            )
            .WithSummary("Returns whether browsers can subscribe to notifications, and the key for it.")
            .ProducesJson<PushState>();
        push.MapPost("", AddAsync)
            .WithSummary("Subscribes a browser; takes what its push manager returns.")
            .AcceptsJson<NewPush>()
            .ProducesJson<PushObject>(201)
            .ProducesJson<PushObject>();
        push.MapDelete("", RemoveAsync)
            .WithSummary("Ends the subscription of a browser.")
            .AcceptsJson<OldPush>()
            .ProducesNothing();
    }

    private static async Task<IResult> AddAsync(
        CurrentUser user,
        JsonBody body,
        PushSubscriptions subscribing,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var asked = PushSubscription.Parse(body.Fields, settings.Test.LocalPush);
        if (body.Fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        return (await subscribing.AddAsync(user.Caller, asked, cancel)).Refused(out var refusal, out var isNew)
            ? ApiResults.Refused(refusal)
            : ApiResults.Value(new PushObject(asked.Endpoint), isNew ? 201 : 200);
    }

    private static async Task<IResult> RemoveAsync(
        CurrentUser user,
        JsonBody body,
        PushSubscriptions subscribing,
        CancellationToken cancel
    )
    {
        var endpoint = body.Fields.Text("endpoint", PushSubscription.LongestEndpoint);
        return body.Fields.Refusal is { } wrong
            ? ApiResults.Refused(wrong)
            : ApiResults.Nothing(await subscribing.RemoveAsync(user.Caller, endpoint, cancel));
    }
}
