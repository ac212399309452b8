using Foyer.Server.Accounts;
using Foyer.Server.Moderation;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Admin;

/// <summary>One person as those who keep order see them; where they are signed in is for admins.</summary>
public sealed class PersonModel(Roll roll, Barring barring) : HousePage
{
    public override HouseSection Section => HouseSection.Users;

    public RollLine Person { get; private set; } = null!;

    public IReadOnlyList<SessionOnRoll> Sessions { get; private set; } = [];

    public bool MayTouch => Rank.Of(Person.Role) < Rank.Of(Role);

    public async Task<IActionResult> OnGetAsync(string name, CancellationToken cancel) =>
        await ReadAsync(name, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostSignOutAsync(string name, CancellationToken cancel)
    {
        if ((await barring.SignOutAsync(new Actor(Caller), name, cancel)).Refused(out var refusal))
            return await ReadAsync(name, cancel) ? Again(refusal) : NotFound();
        Notice($"{name} is signed out everywhere.");
        return Redirect($"{Section.Path}/users/{Uri.EscapeDataString(name)}");
    }

    private async Task<bool> ReadAsync(string name, CancellationToken cancel)
    {
        if (await roll.FindAsync(name, cancel) is not { } person)
            return false;
        Person = person;
        if (IsAdmin)
            Sessions = await roll.SessionsAsync(person.Id, cancel);
        return true;
    }
}
