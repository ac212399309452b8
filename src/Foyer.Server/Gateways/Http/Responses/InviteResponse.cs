using Foyer.Server.Chat.Membership;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Http.Responses;

/// <summary>An invite link on the wire.</summary>
internal sealed record InviteResponse(
    string Code,
    string Url,
    long Chat,
    string? Invitee,
    string? CreatedBy,
    string CreatedAt,
    string? ExpiresAt,
    long? MaxUses,
    long Uses
)
{
    public static InviteResponse From(InviteLink invite, FoyerSettings settings) =>
        new(
            invite.Code,
            $"{settings.PublicUrl}/join/{invite.Code}",
            invite.Chat,
            invite.Username,
            invite.Creator,
            Instants.ToText(invite.CreatedAt),
            invite.ExpiresAt is { } until ? Instants.ToText(until) : null,
            invite.MaxUses,
            invite.Uses
        );
}
