// SPDX-License-Identifier: MIT
#include "pages/data/ClassBalance.h"

#include "pages/data/SurveySummary.h"
#include "style/Theme.h"

#include <QFontMetrics>
#include <QGuiApplication>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace lookaway {

namespace {

constexpr int rowPadding = 4;
constexpr int gap = 8;

void paintPiece(QPainter& painter, const QRectF& rect, int part, const QPalette& palette)
{
    static constexpr Qt::BrushStyle patterns[] = { Qt::SolidPattern, Qt::BDiagPattern, Qt::Dense6Pattern,
        Qt::CrossPattern, Qt::VerPattern };
    const QColor color = seriesColor(part, palette);
    QColor ground = color;
    ground.setAlpha(60);
    painter.fillRect(rect, ground);
    painter.fillRect(rect, QBrush(color, patterns[static_cast<std::size_t>(part) % std::size(patterns)]));
    painter.setPen(color);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
}

QString numbersText(const std::vector<std::int64_t>& counts)
{
    QStringList texts;
    for (const std::int64_t count : counts)
        texts << QString::number(count);
    return texts.join(QStringLiteral(" · "));
}

} // namespace

/// What the pieces of the bars mean, with the size of each part.
class PartLegend : public QWidget {
public:
    using QWidget::QWidget;

    void setSurvey(std::shared_ptr<const Survey> survey)
    {
        m_survey = std::move(survey);
        updateGeometry();
        update();
    }
    QSize sizeHint() const override { return { 200, fontMetrics().height() * lines(width()) + 4 }; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return fontMetrics().height() * lines(width) + 4; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        arrange(width(), [&](int part, QPoint place, const QString& text) {
            const int side = fontMetrics().ascent();
            paintPiece(painter, QRectF(place.x(), place.y() + 2, side, side), part, palette());
            painter.setPen(palette().color(QPalette::WindowText));
            painter.drawText(place + QPoint(side + 5, fontMetrics().ascent() + 1), text);
        });
    }

private:
    template <class Place> int arrange(int width, Place place) const
    {
        QPoint at(0, 0);
        int line = 1;
        const int parts = m_survey ? static_cast<int>(m_survey->parts.size()) : 0;
        for (int part = 0; part < parts; ++part) {
            const QString text = partTitle(m_survey->parts[static_cast<std::size_t>(part)].name);
            const int needed = fontMetrics().ascent() + 5 + fontMetrics().horizontalAdvance(text);
            if (at.x() > 0 && at.x() + needed > width) {
                at = { 0, fontMetrics().height() * line };
                ++line;
            }
            place(part, at, text);
            at.rx() += needed + 2 * gap;
        }
        return line;
    }
    int lines(int width) const
    {
        return arrange(width, [](int, QPoint, const QString&) {});
    }

    std::shared_ptr<const Survey> m_survey;
};

ClassBalanceModel::ClassBalanceModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void ClassBalanceModel::setSurvey(std::shared_ptr<const Survey> survey)
{
    beginResetModel();
    m_survey = std::move(survey);
    m_largest = 0;
    const QFontMetrics metrics(QGuiApplication::font());
    m_longestName.clear();
    m_longestNumbers.clear();
    for (int row = 0; row < rowCount(); ++row) {
        const auto all = counts(row);
        m_largest = std::max(m_largest, std::accumulate(all.begin(), all.end(), std::int64_t{ 0 }));
        const auto keepLonger = [&metrics](QString& longest, const QString& text) {
            if (metrics.horizontalAdvance(text) > metrics.horizontalAdvance(longest))
                longest = text;
        };
        keepLonger(m_longestName, index(row).data().toString());
        keepLonger(m_longestNumbers, numbersText(all));
    }
    endResetModel();
}

std::vector<std::int64_t> ClassBalanceModel::counts(int label) const
{
    std::vector<std::int64_t> counts;
    for (const SurveyPart& part : m_survey->parts)
        counts.push_back(part.perClass.at(static_cast<std::size_t>(label)));
    return counts;
}

int ClassBalanceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_survey ? 0 : static_cast<int>(m_survey->classes.size());
}

QVariant ClassBalanceModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QString name = QString::fromStdString(m_survey->classes.at(static_cast<std::size_t>(index.row())));
    if (role == Qt::DisplayRole)
        return name;
    if (role != Qt::ToolTipRole && role != Qt::AccessibleTextRole)
        return {};
    QStringList texts;
    const auto all = counts(index.row());
    for (std::size_t part = 0; part < all.size(); ++part)
        texts << tr("%1 %2").arg(partTitle(m_survey->parts[part].name)).arg(all[part]);
    return tr("%1: %2").arg(name, texts.join(QStringLiteral(", ")));
}

void ClassBarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* model = qobject_cast<const ClassBalanceModel*>(index.model());
    if (!model || model->largest() == 0)
        return;
    const QFontMetrics metrics(option.font);
    const QRect row = option.rect.adjusted(gap, 0, -gap, 0);
    const int names = std::min(metrics.horizontalAdvance(model->longestName()) + gap, row.width() * 2 / 5);
    const int numbers = std::min(metrics.horizontalAdvance(model->longestNumbers()), row.width() * 2 / 5);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setFont(option.font);
    if (selected)
        painter->fillRect(option.rect, option.palette.color(QPalette::AlternateBase));
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(accentColor(option.palette));
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    painter->setPen(option.palette.color(QPalette::Text));
    painter->drawText(QRect(row.x(), row.y(), names, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(index.data().toString(), Qt::ElideMiddle, names));
    const auto counts = model->counts(index.row());
    const double room = row.width() - names - numbers - 2 * gap;
    double x = row.x() + names + gap;
    for (std::size_t part = 0; part < counts.size(); ++part) {
        const double width = room * double(counts[part]) / double(model->largest());
        if (counts[part] > 0)
            paintPiece(*painter, QRectF(x, row.y() + rowPadding, std::max(width, 1.5), row.height() - 2 * rowPadding),
                static_cast<int>(part), option.palette);
        x += width;
    }
    painter->setPen(faintTextColor(option.palette));
    painter->drawText(QRect(row.right() + 1 - numbers, row.y(), numbers, row.height()),
        Qt::AlignRight | Qt::AlignVCenter, numbersText(counts));
    painter->restore();
}

QSize ClassBarDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return { 160, QFontMetrics(option.font).height() + 2 * rowPadding };
}

ClassBalanceBars::ClassBalanceBars(QWidget* parent)
    : QWidget(parent)
    , m_model(new ClassBalanceModel(this))
    , m_list(new QListView(this))
    , m_legend(new PartLegend(this))
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ClassBarDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setAccessibleName(tr("Pictures per class and part"));
    const auto choose = [this](const QModelIndex& index) { Q_EMIT classChosen(index.row()); };
    connect(m_list, &QListView::clicked, this, choose);
    connect(m_list, &QListView::activated, this, choose);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_legend);
    column->addWidget(m_list, 1);
}

void ClassBalanceBars::setSurvey(std::shared_ptr<const Survey> survey)
{
    m_legend->setSurvey(survey);
    m_model->setSurvey(std::move(survey));
}

} // namespace lookaway
