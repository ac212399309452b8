using System.Text;
using Foyer.Protocol;

namespace Foyer.Server.Accounts;

/// <summary>
/// Letters of different scripts that look the same. A name uses one script, so this compares names that look alike as a whole,
/// such as Cyrillic сосо and Latin coco. Within ASCII, only case is ignored.
/// </summary>
internal static class Confusables
{
    // Pairs of a letter and its Latin look-alike. Greek is compared by its capitals, which look like the Latin ones (ν is N, not
    // v), since a key is the same for both cases.
    private const string Pairs =
        "αaβbεeζzηhιiκkμmνnοoρpτtυyχxϲcϳj"
        + "аaвbеeкkмmнhоoрpсcтtуyхxіiїïјjѕsԁdԛqԝwһhӏlүyґгьbѵv"
        + "օoոnսuհhցgզqյjքpլlտsաw"
        + "ıiɡgɑaɩiʋvɪiʀrʏyᴀaᴄcᴅdᴇeᴊjᴋkᴍmᴏoᴘpᴛtᴜuᴠvᴡwᴢz"
        + "ᎪaᏴbᏟcᎠdᎬeᏀgᎻhᏆiᎫjᏦkᏞlᎷmᏢpᎡrᏚsᎢtᏙvᏔwᏃz"
        + "ꓐbꓑpꓓdꓔtꓖgꓗkꓙjꓚcꓜzꓝfꓟmꓠnꓡlꓢsꓣrꓦvꓧhꓪwꓫxꓬyꓮaꓰeꓲiꓳoꓴu"
        + "ⲁaⲃbⲉeⲏhⲓiⲕkⲙmⲛnⲟoⲣpⲥcⲧtⲩyⲭx"
        + "ロ口カ力ニ二ハ八エ工タ夕ト卜へヘーー一ー";

    private static readonly Dictionary<Rune, Rune> Taken = Read();

    /// <summary>Returns the name with look-alike letters merged; for comparison, never for display.</summary>
    public static string Skeleton(string folded)
    {
        var skeleton = new StringBuilder(folded.Length);
        foreach (var content in folded.EnumerateRunes())
            skeleton.Append(Taken.GetValueOrDefault(content, content).ToString());
        return skeleton.ToString();
    }

    private static Dictionary<Rune, Rune> Read()
    {
        var taken = new Dictionary<Rune, Rune>();
        var letters = Pairs.EnumerateRunes().ToArray();
        for (var i = 0; i < letters.Length; i += 2)
            taken[TextKey.Fold(letters[i])] = letters[i + 1];
        return taken;
    }
}
