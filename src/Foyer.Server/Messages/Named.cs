namespace Foyer.Server.Messages;

/// <summary>Whom a message names.</summary>
/// <param name="Users">Members of the room, by name.</param>
/// <param name="Everybody">It says @all.</param>
/// <param name="Present">It says @here.</param>
public sealed record Named(IReadOnlySet<long> Users, bool Everybody, bool Present)
{
    public static readonly Named Nobody = new(new HashSet<long>(), false, false);

    public bool IsNobody => Users.Count == 0 && !Everybody && !Present;
}
