using System.Text;

namespace Workbook.SkeletonTool;

/// <summary>The two source trees on disk.</summary>
internal sealed record Tree(string Root)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public string Chapters => Path.Combine(Root, "chapters");

    public string Solutions => Path.Combine(Root, "solutions");

    /// <summary>The repository around the current directory or, failing that, around this program.</summary>
    public static Tree Find()
    {
        foreach (string start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (var place = new DirectoryInfo(start); place is not null; place = place.Parent)
            {
                if (File.Exists(Path.Combine(place.FullName, "Workbook.sln")))
                    return new Tree(place.FullName);
            }
        }
        throw new IOException("Workbook.sln is in no directory above this one");
    }

    /// <summary>The C# files below a directory, by their path below it with forward slashes.</summary>
    public static Dictionary<string, string> Read(string directory) =>
        Directory.EnumerateFiles(directory, "*.cs", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(directory, file).Replace('\\', '/'), ReadExactly);

    /// <summary>Writes unless the file holds that text already; true if it wrote.</summary>
    public static bool Write(string file, string text)
    {
        if (File.Exists(file) && ReadExactly(file) == text)
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text, Utf8);
        return true;
    }

    // File.ReadAllText would hide a byte order mark.
    private static string ReadExactly(string file) => Utf8.GetString(File.ReadAllBytes(file));
}
