using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http.Responses;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Invitations to register, and approvals by admins.</summary>
internal static class RegistrationEndpoints
{
    private sealed record InviteRequest(long? ExpiresIn, long? MaxUses);

    private sealed record DecisionRequest(string Username, bool Approved);

    public static void MapAdmissions(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api").WithTags("Admission");
        api.MapPost("/invites", InviteAsync)
            .WithSummary("Creates an invitation to the community.")
            .AcceptsJson<InviteRequest>()
            .ProducesJson<RegistrationInvitation>(201);
        api.MapGet("/admin/registrations", WaitingAsync)
            .WithSummary("Returns the registrations that wait for approval.")
            .ProducesJson<Listing<WaitingAccount>>();
        api.MapPatch("/admin/registrations", DecideAsync)
            .WithSummary("Approves or rejects a registration.")
            .AcceptsJson<DecisionRequest>()
            .ProducesNothing();
    }

    private static async Task<IResult> InviteAsync(
        JsonBody body,
        CurrentUser user,
        RegistrationInvitations invitations,
        CancellationToken cancel
    ) => ApiResults.Created(await invitations.CreateAsync(body.Fields, user.Caller, cancel));

    private static async Task<IResult> WaitingAsync(
        CurrentUser user,
        RegistrationApprovals approval,
        CancellationToken cancel
    ) =>
        (await approval.ListAsync(user.Caller, cancel)).Refused(out var refusal, out var waiting)
            ? ApiResults.Refused(refusal)
            : ApiResults.Value(new Listing<WaitingAccount>(waiting, null, null));

    private static async Task<IResult> DecideAsync(
        JsonBody body,
        CurrentUser user,
        RegistrationApprovals approval,
        CancellationToken cancel
    ) => ApiResults.Nothing(await approval.DecideAsync(body.Fields, user.Caller, cancel));
}
