using Foyer.Server.Accounts;
using Foyer.Server.Moderation;

namespace Foyer.Server.Gateways.Http;

/// <summary>What admins do for people who cannot sign in, and roles. All of it needs a fresh session.</summary>
internal static class RecoveryEndpoints
{
    private sealed record ResetLinkBody(string Username, string? Password);

    private sealed record ResetLink(string ResetUrl);

    private sealed record ClearBody(bool Clear, string? Password);

    private sealed record GrantBody(string Username, string? Role, string? Password);

    public static void MapRecovery(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup("/api/admin").WithTags("Moderation");
        admin
            .MapPost("/reset-link", ResetLinkAsync)
            .WithSummary("Creates a link with which a user sets a new password, while mail is off.")
            .Takes<ResetLinkBody>()
            .Gives<ResetLink>();
        admin
            .MapPost("/users/{name}/two-factor", ClearTwoFactorAsync)
            .WithSummary("Turns off two-factor sign-in for a user who lost it; takes clear=true.")
            .Takes<ClearBody>()
            .GivesNothing();
        admin
            .MapPost("/grant", GrantAsync)
            .WithSummary("Makes a user moderator or admin, or neither (role null). For owners.")
            .Takes<GrantBody>()
            .GivesNothing();
    }

    private static async Task<IResult> ResetLinkAsync(
        Body body,
        HttpContext http,
        AccountRecovery recovery,
        CancellationToken cancel
    )
    {
        var name = body.Fields.Text("username", MailAddresses.Longest);
        if (body.Fields.Refusal is { } wrong)
            return Answer.Refused(wrong);
        return (await recovery.MakeResetLinkAsync(http.Proof(), name, cancel)).Refused(out var refusal, out var url)
            ? Answer.Refused(refusal)
            : Answer.Value(new ResetLink(url));
    }

    private static async Task<IResult> ClearTwoFactorAsync(
        string name,
        Body body,
        HttpContext http,
        AccountRecovery recovery,
        CancellationToken cancel
    )
    {
        if (body.Fields.Flag("clear") != true)
            body.Fields.Refuse("clear", "Send true.", body.Fields.Has("clear") ? "invalid" : "required");
        return body.Fields.Refusal is { } wrong
            ? Answer.Refused(wrong)
            : Answer.Nothing(await recovery.ClearTwoFactorAsync(http.Proof(), name, cancel));
    }

    private static async Task<IResult> GrantAsync(
        Body body,
        HttpContext http,
        Granting granting,
        CancellationToken cancel
    )
    {
        var name = body.Fields.Text("username", MailAddresses.Longest);
        var role = body.Fields.Choice("role", Powers.Moderator, Powers.Admin);
        if (!body.Fields.Has("role"))
            body.Fields.Refuse("role", "This field is required.", "required");
        return body.Fields.Refusal is { } wrong
            ? Answer.Refused(wrong)
            : Answer.Nothing(await granting.SetAsync(http.Proof(), name, role, cancel));
    }
}
