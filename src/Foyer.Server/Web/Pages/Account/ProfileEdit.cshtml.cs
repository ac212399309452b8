using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.People;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Account;

/// <summary>Edits the user's own profile.</summary>
[RequestSizeLimit(LargestRequest)]
public sealed class ProfileEditModel(Profiles people, ProfileEdits edit, Avatars avatars) : FormPage
{
    private const string LinkKey = "new_address_url";
    private const long LargestRequest = 65L * 1024 * 1024;
    private static readonly string[] Optional = ["first_name", "last_name"];

    public OwnAccount Me { get; private set; } = null!;

    public string? ConfirmationUrl { get; private set; }

    public bool HasPicture => Me.Avatar != PublicUser.DefaultAvatar;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ConfirmationUrl = TempData[LinkKey] as string;
        Me = await people.MeAsync(Caller, cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if ((await edit.EditAsync(Proof(await SentAsync(cancel)), cancel)).Refused(out var refusal, out var changed))
            return await AgainAsync(refusal, cancel);
        TempData[LinkKey] = changed.ConfirmationUrl;
        Notice("Saved.");
        return Redirect(changed.ConfirmationUrl is null ? "/profile" : "/profile-edit");
    }

    public async Task<IActionResult> OnPostPictureAsync(IFormFile? file, CancellationToken cancel)
    {
        if (file is null)
            return await AgainAsync(Refusal.Invalid("file", "Choose a picture first.", "required"), cancel);
        await using var content = file.OpenReadStream();
        return (await avatars.SetAsync(content, Caller, cancel)).Refused(out var refusal)
            ? await AgainAsync(refusal, cancel)
            : Redirect("/profile-edit");
    }

    public async Task<IActionResult> OnPostNoPictureAsync(CancellationToken cancel) =>
        (await avatars.RemoveAsync(Caller, cancel)).Refused(out var refusal)
            ? await AgainAsync(refusal, cancel)
            : Redirect("/profile-edit");

    /// <summary>
    /// Treats an emptied optional field as null; a form would treat it as not sent. The e-mail address is used only when it
    /// differs, since the form always sends it.
    /// </summary>
    private async Task<Fields> SentAsync(CancellationToken cancel)
    {
        var now = (await people.MeAsync(Caller, cancel)).Email;
        return Protocol.Fields.Of(
            Request
                .Form.Where(field =>
                    !field.Key.StartsWith("__", StringComparison.Ordinal)
                    && !(field.Key == "email" && field.Value.ToString().Trim() == now)
                )
                .Select(field =>
                    KeyValuePair.Create(
                        field.Key,
                        Optional.Contains(field.Key) && field.Value == "" ? " " : (string?)field.Value
                    )
                )
        );
    }

    private async Task<IActionResult> AgainAsync(Refusal refusal, CancellationToken cancel)
    {
        Me = await people.MeAsync(Caller, cancel);
        return Again(refusal);
    }
}
