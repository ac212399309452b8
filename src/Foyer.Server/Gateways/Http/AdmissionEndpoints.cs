using Foyer.Server.Accounts;

namespace Foyer.Server.Gateways.Http;

/// <summary>Who may come in, where not everybody may: invitations and approvals by admins.</summary>
internal static class AdmissionEndpoints
{
    private sealed record InviteBody(long? ExpiresIn, long? MaxUses);

    private sealed record DecisionBody(string Username, bool Approved);

    public static void MapAdmissions(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api").WithTags("Admission");
        api.MapPost("/invites", InviteAsync)
            .WithSummary("Creates an invitation to the community.")
            .Takes<InviteBody>()
            .Gives<Invitation>(201);
        api.MapGet("/admin/registrations", WaitingAsync)
            .WithSummary("Returns the registrations that wait for approval.")
            .Gives<Listing<WaitingAccount>>();
        api.MapPatch("/admin/registrations", DecideAsync)
            .WithSummary("Approves or rejects a registration.")
            .Takes<DecisionBody>()
            .GivesNothing();
    }

    private static async Task<IResult> InviteAsync(
        Body body,
        Asker asker,
        Invitations invitations,
        CancellationToken cancel
    ) => Answer.Created(await invitations.MakeAsync(body.Fields, asker.Caller, cancel));

    private static async Task<IResult> WaitingAsync(Asker asker, Approval approval, CancellationToken cancel) =>
        (await approval.ListAsync(asker.Caller, cancel)).Refused(out var refusal, out var waiting)
            ? Answer.Refused(refusal)
            : Answer.Value(new Listing<WaitingAccount>(waiting, null, null));

    private static async Task<IResult> DecideAsync(
        Body body,
        Asker asker,
        Approval approval,
        CancellationToken cancel
    ) => Answer.Nothing(await approval.DecideAsync(body.Fields, asker.Caller, cancel));
}
