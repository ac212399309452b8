using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Moderation;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Account recovery by admins, and roles. All of it requires recent authentication.</summary>
internal static class RecoveryEndpoints
{
    private sealed record ResetLinkRequest(string Username, string? Password);

    private sealed record ResetLinkResponse(string ResetUrl);

    private sealed record ClearRequest(bool Clear, string? Password);

    private sealed record GrantRoleRequest(string Username, string? Role, string? Password);

    public static void MapRecovery(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup("/api/admin").WithTags("Moderation");
        admin
            .MapPost("/reset-link", ResetLinkAsync)
            .WithSummary("Creates a link with which a user sets a new password, while mail is off.")
            .AcceptsJson<ResetLinkRequest>()
            .ProducesJson<ResetLinkResponse>();
        admin
            .MapPost("/users/{name}/two-factor", ClearTwoFactorAsync)
            .WithSummary("Turns off two-factor sign-in for a user who lost it; takes clear=true.")
            .AcceptsJson<ClearRequest>()
            .ProducesNothing();
        admin
            .MapPost("/grant", GrantAsync)
            .WithSummary("Makes a user moderator or admin, or neither (role null). For owners.")
            .AcceptsJson<GrantRoleRequest>()
            .ProducesNothing();
    }

    private static async Task<IResult> ResetLinkAsync(
        JsonBody body,
        HttpContext http,
        AccountRecovery recovery,
        CancellationToken cancel
    )
    {
        var name = body.Fields.Text("username", EmailAddresses.MaxLength);
        if (body.Fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        return (await recovery.MakeResetLinkAsync(http.Proof(), name, cancel)).Refused(out var refusal, out var url)
            ? ApiResults.Refused(refusal)
            : ApiResults.Value(new ResetLinkResponse(url));
    }

    private static async Task<IResult> ClearTwoFactorAsync(
        string name,
        JsonBody body,
        HttpContext http,
        AccountRecovery recovery,
        CancellationToken cancel
    )
    {
        if (body.Fields.Flag("clear") != true)
            body.Fields.Refuse("clear", "Send true.", body.Fields.Has("clear") ? "invalid" : "required");
        return body.Fields.Refusal is { } wrong
            ? ApiResults.Refused(wrong)
            : ApiResults.Nothing(await recovery.ClearTwoFactorAsync(http.Proof(), name, cancel));
    }

    private static async Task<IResult> GrantAsync(
        JsonBody body,
        HttpContext http,
        RoleGrants granting,
        CancellationToken cancel
    )
    {
        var name = body.Fields.Text("username", EmailAddresses.MaxLength);
        var role = body.Fields.Choice("role", ServerRole.Moderator, ServerRole.Admin);
        if (!body.Fields.Has("role"))
            body.Fields.Refuse("role", "This field is required.", "required");
        return body.Fields.Refusal is { } wrong
            ? ApiResults.Refused(wrong)
            : ApiResults.Nothing(await granting.SetAsync(http.Proof(), name, role, cancel));
    }
}
