namespace Workbook.Decoding;

/// <summary>A field of a packet: where it begins, how many bytes it has, what it is called and what it says.</summary>
/// <param name="Offset">In bytes from the beginning of the frame.</param>
/// <param name="Length">In bytes; a field of some bits counts the bytes it lies in.</param>
public sealed record Field(int Offset, int Length, string Name, string Value);

/// <summary>A header, or what is behind the last one.</summary>
public sealed record Part(string Name, IReadOnlyList<Field> Fields);
