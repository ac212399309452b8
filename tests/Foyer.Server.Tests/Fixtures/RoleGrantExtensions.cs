using Foyer.Server.Accounts;
using Foyer.Server.Audit;
using Foyer.Server.Moderation;
using Foyer.Server.Storage;

namespace Foyer.Server.Tests.Fixtures;

public static class RoleGrantExtensions
{
    /// <summary>Gives a role of the server, as the local console does.</summary>
    public static async Task GrantAsync(this TestServer server, Person person, string role) =>
        (
            await server
                .Get<RoleGrants>()
                .GrantAsync(Actor.Console, person.Name, EnumText.Parse<ServerRole>(role), CancellationToken.None)
        ).Refusal.ShouldBeNull();
}
