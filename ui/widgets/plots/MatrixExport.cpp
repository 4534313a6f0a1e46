// SPDX-License-Identifier: MIT
#include "widgets/plots/MatrixExport.h"

#include "widgets/TableText.h"
#include "widgets/pictures/PictureFile.h"
#include "widgets/plots/MatrixPainter.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace lookaway {

namespace {

constexpr int kMargin = 4; ///< px around everything

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(MatrixExport)
};

/// The matrix on a page of its own.
class Page {
public:
    Page(const MatrixPainter& matrix, const QFont& font)
        : m_painter(matrix)
    {
        m_painter.setTheme(printPalette(), font);
        m_geometry.cell = std::clamp(960 / std::max(1, matrix.classes()), 8, 48);
        const QMargins room = m_painter.margins(m_geometry.cell);
        const int side = m_geometry.cell * matrix.classes() + 1;
        m_geometry.origin = QPoint(room.left() + kMargin, room.top() + kMargin);
        m_geometry.area = QRect(m_geometry.origin, QSize(side, side));
        // A small matrix is narrower than the words below it.
        m_size = QSize(std::max(side, 300) + room.left() + room.right(), side + room.top() + room.bottom())
            + QSize(2, 2) * kMargin;
    }

    QSize size() const { return m_size; }
    void paint(QPaintDevice& device) const
    {
        QPainter painter(&device);
        painter.fillRect(QRect(QPoint(), m_size), printPalette().color(QPalette::Base));
        m_painter.paint(painter, m_geometry);
    }

private:
    MatrixPainter m_painter;
    MatrixGeometry m_geometry;
    QSize m_size;
};

} // namespace

Result<void> exportMatrix(const MatrixPainter& matrix, const QFont& font, const QString& path)
{
    if (!isPictureFile(path))
        return saveText(path, matrixCsv(matrix));
    const Page page(matrix, font);
    return savePicture(
        path, page.size(), Texts::tr("Confusion matrix"), [&](QPaintDevice& device) { page.paint(device); });
}

QImage matrixPicture(const MatrixPainter& matrix, const QFont& font)
{
    const Page page(matrix, font);
    QImage image(page.size() * 2, QImage::Format_RGB32);
    image.setDevicePixelRatio(2);
    page.paint(image);
    return image;
}

QString matrixCsv(const MatrixPainter& matrix)
{
    QString text = csvField(Texts::tr("true class"));
    for (int i = 0; i < matrix.classes(); ++i)
        text += u',' + csvField(matrix.name(i));
    text += u'\n';
    for (int truth = 0; truth < matrix.classes(); ++truth) {
        text += csvField(matrix.name(truth));
        for (int predicted = 0; predicted < matrix.classes(); ++predicted)
            text += u',' + QString::number(matrix.matrix().count(std::size_t(truth), std::size_t(predicted)));
        text += u'\n';
    }
    return text;
}

} // namespace lookaway
