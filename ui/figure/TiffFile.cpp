// SPDX-License-Identifier: MIT
#include "figure/TiffFile.h"

#include <algorithm>
#include <vector>

namespace lookaway {

namespace {

constexpr int kRowsPerStrip = 64;
constexpr double kInchesPerMetre = 100 / 2.54;

enum Type : quint16 { Short = 3, Long = 4, Rational = 5 };

class TiffWriter {
public:
    explicit TiffWriter(const QImage& image)
        : m_image(image.convertToFormat(QImage::Format_RGB888))
        , m_bytes("II*\0\0\0\0\0", 8)
    {
    }

    QByteArray file()
    {
        writeStrips();
        const quint32 bits = values({ 8, 8, 8 }, Short);
        const quint32 offsets = values(m_offsets, Long);
        const quint32 counts = values(m_counts, Long);
        const quint32 xResolution = rational(m_image.dotsPerMeterX() / kInchesPerMetre);
        const quint32 yResolution = rational(m_image.dotsPerMeterY() / kInchesPerMetre);
        const auto strips = static_cast<quint32>(m_offsets.size());
        // A list that fits into four bytes stands in its entry itself.
        const auto listOf = [&](quint32 place, const std::vector<quint32>& list) {
            return list.size() == 1 ? list.front() : place;
        };
        align();
        const auto directory = static_cast<quint32>(m_bytes.size());
        append(13, 2); // entries, in the order of their tags
        entry(256, Long, 1, static_cast<quint32>(m_image.width()));
        entry(257, Long, 1, static_cast<quint32>(m_image.height()));
        entry(258, Short, 3, bits);
        entry(259, Short, 1, 8); // Compression: deflate
        entry(262, Short, 1, 2); // PhotometricInterpretation: RGB
        entry(273, Long, strips, listOf(offsets, m_offsets));
        entry(277, Short, 1, 3); // SamplesPerPixel
        entry(278, Long, 1, kRowsPerStrip);
        entry(279, Long, strips, listOf(counts, m_counts));
        entry(282, Rational, 1, xResolution);
        entry(283, Rational, 1, yResolution);
        entry(284, Short, 1, 1); // PlanarConfiguration: interleaved
        entry(296, Short, 1, 2); // ResolutionUnit: inch
        append(0, 4);            // no further picture
        for (int i = 0; i < 4; ++i)
            m_bytes[4 + i] = static_cast<char>(directory >> (8 * i));
        return m_bytes;
    }

private:
    void append(quint32 value, int bytes)
    {
        for (int i = 0; i < bytes; ++i)
            m_bytes.append(static_cast<char>(value >> (8 * i)));
    }
    void align()
    {
        if (m_bytes.size() % 2 != 0)
            m_bytes.append('\0');
    }
    void entry(quint16 tag, Type type, quint32 count, quint32 value)
    {
        append(tag, 2);
        append(type, 2);
        append(count, 4);
        append(value, 4);
    }
    quint32 values(const std::vector<quint32>& list, Type type)
    {
        align();
        const auto place = static_cast<quint32>(m_bytes.size());
        for (const auto value : list)
            append(value, type == Short ? 2 : 4);
        return place;
    }
    quint32 rational(double value)
    {
        constexpr quint32 parts = 100; // an image's whole dots per metre know no more
        return values({ static_cast<quint32>(qRound(value * parts)), parts }, Long);
    }
    void writeStrips()
    {
        const auto rowLength = static_cast<qsizetype>(m_image.width()) * 3;
        for (int top = 0; top < m_image.height(); top += kRowsPerStrip) {
            QByteArray strip;
            for (int y = top; y < std::min(top + kRowsPerStrip, m_image.height()); ++y)
                strip.append(reinterpret_cast<const char*>(m_image.constScanLine(y)), rowLength);
            constexpr int sizeInFront = 4; // Qt's own, before zlib's stream
            const QByteArray packed = qCompress(strip).mid(sizeInFront);
            align();
            m_offsets.push_back(static_cast<quint32>(m_bytes.size()));
            m_counts.push_back(static_cast<quint32>(packed.size()));
            m_bytes.append(packed);
        }
    }

    QImage m_image;
    QByteArray m_bytes;
    std::vector<quint32> m_offsets;
    std::vector<quint32> m_counts;
};

} // namespace

QByteArray tiffFile(const QImage& image)
{
    return TiffWriter(image).file();
}

} // namespace lookaway
