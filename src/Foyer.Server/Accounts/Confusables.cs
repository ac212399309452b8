using System.Text;
using Foyer.Protocol;

namespace Foyer.Server.Accounts;

/// <summary>
/// Letters of different scripts that a reader takes for each other. A name is of one script, so this meets names that look
/// alike as a whole, such as Cyrillic сосо beside coco. Within ASCII nothing is merged but case.
/// </summary>
internal static class Confusables
{
    // Pairs: the letter, then what it is taken for. Greek by its capitals, which are the Latin ones (ν is N, not v), since a
    // key is the same for both cases.
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

    /// <summary>The name as a hasty reader remembers it; for comparing, never for showing.</summary>
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
