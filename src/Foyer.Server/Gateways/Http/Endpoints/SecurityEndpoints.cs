using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http.Responses;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Two-factor authentication, and access tokens for programs.</summary>
internal static class SecurityEndpoints
{
    [OneOf(typeof(TwoFactorSetup), typeof(RecoveryCodeList))]
    private sealed record TwoFactorResponse;

    private sealed record CodeRequest(string? Code, string? Password);

    private sealed record PasswordRequest(string? Password);

    private sealed record TokenRequest(string Name, IReadOnlyList<string> Scopes, long? ExpiresIn, string? Password);

    public static void MapSecurity(this IEndpointRouteBuilder app)
    {
        var me = app.MapGroup("/api/users/me").WithTags("Security");
        me.MapPost("/totp", TotpAsync)
            .WithSummary("Sets up two-factor sign-in; with a code of it, turns it on.")
            .AcceptsJson<CodeRequest>()
            .ProducesJson<TwoFactorResponse>();
        me.MapDelete("/totp", TotpOffAsync)
            .WithSummary("Turns two-factor sign-in off.")
            .AcceptsJson<CodeRequest>()
            .ProducesNothing();
        me.MapPost("/recovery-codes", RecoveryCodesAsync)
            .WithSummary("Creates new recovery codes; the earlier ones stop working.")
            .AcceptsJson<CodeRequest>()
            .ProducesJson<RecoveryCodeList>();
        var tokens = app.MapGroup("/api/tokens").WithTags("Security");
        tokens.MapGet("/", TokensAsync).WithSummary("Returns my access tokens.").ProducesJson<Listing<AccessToken>>();
        tokens
            .MapPost("/", MakeTokenAsync)
            .WithSummary("Creates an access token, which is shown once.")
            .AcceptsJson<TokenRequest>()
            .ProducesJson<AccessToken>(201);
        tokens
            .MapDelete("/{id:long}", RemoveTokenAsync)
            .WithSummary("Revokes an access token.")
            .AcceptsJson<PasswordRequest>()
            .ProducesNothing();
    }

    /// <summary>Without a code, begins the setup; with a code, turns two-factor authentication on.</summary>
    private static async Task<IResult> TotpAsync(
        JsonBody body,
        HttpContext http,
        TwoFactor twoFactor,
        CancellationToken cancel
    )
    {
        var code = TwoFactor.ReadCode(body.Fields);
        if (body.Fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        return code is null
            ? ApiResults.Json(await twoFactor.BeginAsync(http.Proof(), cancel))
            : ApiResults.Json(await twoFactor.ConfirmAsync(http.Proof(), code, cancel));
    }

    private static async Task<IResult> TotpOffAsync(HttpContext http, TwoFactor twoFactor, CancellationToken cancel) =>
        ApiResults.Nothing(await twoFactor.TurnOffAsync(http.Proof(), cancel));

    private static async Task<IResult> RecoveryCodesAsync(
        HttpContext http,
        TwoFactor twoFactor,
        CancellationToken cancel
    ) => ApiResults.Json(await twoFactor.RenewAsync(http.Proof(), cancel));

    private static async Task<IResult> TokensAsync(CurrentUser user, AccessTokens tokens, CancellationToken cancel) =>
        ApiResults.Value(new Listing<AccessToken>(await tokens.ListAsync(user.Caller, cancel), null, null));

    private static async Task<IResult> MakeTokenAsync(
        HttpContext http,
        AccessTokens tokens,
        CancellationToken cancel
    ) => ApiResults.Created(await tokens.MakeAsync(http.Proof(), cancel));

    private static async Task<IResult> RemoveTokenAsync(
        long id,
        HttpContext http,
        AccessTokens tokens,
        CancellationToken cancel
    ) => ApiResults.Nothing(await tokens.RemoveAsync(id, http.Proof(), cancel));
}
