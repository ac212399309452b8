using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Media;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.People;

/// <summary>Avatars: validated by content, stripped of metadata, each stored under a new name.</summary>
public sealed class Avatars(
    MediaFolder media,
    Writer writer,
    Sessions sessions,
    ProfileBroadcast appearance,
    FoyerSettings settings
)
{
    public const string Folder = "avatars";

    public async Task<Outcome<OwnAccount>> SetAsync(Stream picture, Caller caller, CancellationToken cancel)
    {
        if (
            (await media.SaveAsync(Folder, picture, settings.Limits.Upload, onlyPictures: true, cancel)).Refused(
                out var refusal,
                out var file
            )
        )
            return refusal;
        var outcome = await StoreAsync(caller, $"/media/{Folder}/{file.Name}", cancel);
        if (outcome.Refused(out _))
            media.Remove(Folder, file.Name);
        return outcome;
    }

    public Task<Outcome<OwnAccount>> RemoveAsync(Caller caller, CancellationToken cancel) =>
        StoreAsync(caller, null, cancel);

    /// <summary>Returns the path of the picture, or null when there is none of that name.</summary>
    public string? Find(string file)
    {
        if (file.Any(content => !char.IsAsciiLetterOrDigit(content) && content != '.') || file.StartsWith('.'))
            return null;
        var path = media.PathOf(Folder, file);
        return File.Exists(path) ? path : null;
    }

    private async Task<Outcome<OwnAccount>> StoreAsync(Caller caller, string? path, CancellationToken cancel)
    {
        string? before = null;
        var outcome = await writer.WriteAsync<OwnAccount>(
            write =>
            {
                if (AccessCheck.Check(write, caller) is { } ended)
                    return ended;
                before = Account.ById(write, caller.User)!.Avatar;
                Account.SetAvatar(write, caller.User, path);
                sessions.Changed(write, caller.User);
                appearance.ProfileChanged(write, caller.User);
                return OwnAccount.From(Account.ById(write, caller.User)!);
            },
            cancel
        );
        if (!outcome.Refused(out _) && before is not null)
            media.Remove(Folder, Path.GetFileName(before));
        return outcome;
    }
}
