using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Notifications.Push;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Push subscriptions of browsers.</summary>
internal static class PushEndpoints
{
    private sealed record PushStateResponse(bool Enabled, string Key);

    private sealed record PushKeys(string P256dh, string Auth);

    private sealed record SubscribeRequest(string Endpoint, PushKeys Keys);

    private sealed record UnsubscribeRequest(string Endpoint);

    private sealed record SubscriptionResponse(string Endpoint);

    public static void MapPush(this IEndpointRouteBuilder app)
    {
        var push = app.MapGroup("/api/push").WithTags("Notifications");
        push.MapGet(
                "",
                (PushKey key, FoyerSettings settings) =>
                    ApiResults.Value(new PushStateResponse(settings.Push.Enabled, key.Public))
            )
            .WithSummary("Returns whether browsers can subscribe to notifications, and the key for it.")
            .ProducesJson<PushStateResponse>();
        push.MapPost("", AddAsync)
            .WithSummary("Subscribes a browser; takes what its push manager returns.")
            .AcceptsJson<SubscribeRequest>()
            .ProducesJson<SubscriptionResponse>(201)
            .ProducesJson<SubscriptionResponse>();
        push.MapDelete("", RemoveAsync)
            .WithSummary("Ends the subscription of a browser.")
            .AcceptsJson<UnsubscribeRequest>()
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
            : ApiResults.Value(new SubscriptionResponse(asked.Endpoint), isNew ? 201 : 200);
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
