// SPDX-License-Identifier: MIT
#include "pages/ExplainPane.h"

#include "pages/ClassBox.h"
#include "pages/LayerModel.h"
#include "pages/MethodBox.h"
#include "pages/MethodSettings.h"
#include "widgets/ColorScale.h"
#include "widgets/ComboPopup.h"
#include "widgets/HeatMapImage.h"
#include "widgets/InlineNote.h"
#include "widgets/InspectView.h"

#include <QApplication>
#include <QComboBox>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace lookaway {

constexpr int kPatience = 200; // ms

/// As scaleOf(), without the outermost hundredths.
static MapScale robustScale(const HeatMap& map, bool isSigned)
{
    std::vector<float> values;
    std::copy_if(
        map.values.begin(), map.values.end(), std::back_inserter(values), [](float v) { return std::isfinite(v); });
    if (isSigned)
        for (float& value : values)
            value = std::abs(value);
    if (values.empty())
        return {};
    const auto percentile = [&](double share) {
        const auto at = values.begin() + std::ptrdiff_t(share * double(values.size() - 1));
        std::nth_element(values.begin(), at, values.end());
        return *at;
    };
    const float high = percentile(0.99);
    return { isSigned ? -high : percentile(0.01), high };
}

ExplainPane::ExplainPane(Inspector* inspector, LayerModel* layers, QWidget* parent)
    : QFrame(parent)
    , m_inspector(inspector)
    , m_layers(layers)
{
    build();
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatience);
    connect(&m_patience, &QTimer::timeout, this, [this] { m_progress->setVisible(m_working); });
    connect(m_method, &MethodBox::methodChosen, this, &ExplainPane::changeOrder);
    connect(m_class, &ClassBox::classChosen, this, &ExplainPane::changeOrder);
    connect(m_layer, &QComboBox::activated, this, &ExplainPane::changeOrder);
    connect(m_map, &QComboBox::currentIndexChanged, this, &ExplainPane::showMap);
    connect(m_settings, &QToolButton::clicked, this, &ExplainPane::showSettings);
    connect(m_remove, &QToolButton::clicked, this, &ExplainPane::removeRequested);
    connect(m_stop, &QToolButton::clicked, this, &ExplainPane::stop);
    connect(inspector, &Inspector::opened, this, &ExplainPane::fitToModel);
    connect(inspector, &Inspector::inputChanged, this, &ExplainPane::fitToModel);
    connect(inspector, &Inspector::subjectChanged, this, &ExplainPane::takeSubject);
    connect(inspector, &Inspector::methodsChecked, this, [this] { m_method->setRefusals(m_inspector->refusals()); });
    connect(inspector, &Inspector::opening, this, [this] { setWorking(false); }); // it was stopped
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        if (now && isAncestorOf(now))
            Q_EMIT activated();
    });
    setWorking(false);
    if (inspector->hasModel())
        fitToModel();
    takeSubject();
}

void ExplainPane::fitToModel()
{
    m_class->setModelClasses(*m_inspector);
    m_order.classIndex = -1;
    // A layer of the same name in another network is another layer.
    const QString model = QString::fromStdString(m_inspector->model().title);
    if (m_layers->rowOf(m_order.layer) < 0 || model != m_model)
        m_order.layer = m_inspector->model().targetLayer;
    m_model = model;
    m_method->setRefusals(m_inspector->refusals());
    fitPopup(m_layer);
    setOrder(m_order);
}

void ExplainPane::setOrder(const ExplainOrder& order)
{
    m_order = order;
    if (m_order.layer.empty() && m_inspector->hasModel())
        m_order.layer = m_inspector->model().targetLayer;
    m_method->setMethod(m_order.method);
    m_class->setClassIndex(m_order.classIndex);
    const QSignalBlocker quiet(m_layer);
    m_layer->setCurrentIndex(m_layers->rowOf(m_order.layer));
    m_layer->setToolTip(m_layer->currentText());
    const MethodFact* method = findMethod(m_order.method);
    m_layer->setEnabled(method && method->needsLayer);
    m_class->setEnabled(method && method->classSpecific);
    m_settings->setEnabled(method && !method->settings.empty());
    ask();
}

void ExplainPane::changeOrder()
{
    ExplainOrder order = m_order;
    order.method = m_method->method();
    order.classIndex = m_class->classIndex();
    if (const int row = m_layer->currentIndex(); row >= 0)
        order.layer = m_layers->layer(row).name;
    setOrder(order);
    Q_EMIT orderChanged();
}

void ExplainPane::chooseClass(std::int64_t index)
{
    m_class->setClassIndex(index);
    changeOrder();
}

void ExplainPane::chooseLayer(const std::string& name)
{
    m_layer->setCurrentIndex(m_layers->rowOf(name));
    changeOrder();
}

void ExplainPane::showSettings()
{
    const MethodFact* method = findMethod(m_order.method);
    if (!method)
        return;
    auto* popup = new MethodSettings(*method, m_order.settings, this);
    connect(popup, &MethodSettings::changed, this, [this](const ExplainSettings& settings) {
        m_order.settings = settings;
        ask();
        Q_EMIT orderChanged();
    });
    popup->adjustSize();
    popup->move(m_settings->mapToGlobal(QPoint(m_settings->width() - popup->width(), m_settings->height() + 2)));
    popup->show();
}

void ExplainPane::takeSubject()
{
    const auto subject = m_inspector->subject();
    drop();
    Q_EMIT explained();
    if (m_inspector->hasModel())
        m_class->setAnswer(*m_inspector, subject ? &subject->answer : nullptr);
    ask();
}

void ExplainPane::ask()
{
    if (!m_inspector->subject())
        return setWorking(false);
    m_note->clear();
    setWorking(true);
    ExplainCalls calls;
    calls.done = [this](std::shared_ptr<const Explanation> explanation) { take(std::move(explanation)); };
    calls.failed = [this](const Error& error) {
        drop();
        setWorking(false);
        if (!error.cancelled())
            m_note->say(InlineNote::Kind::Problem, QString::fromStdString(error.message()));
        Q_EMIT explained();
    };
    calls.progress = [this](std::int64_t done, std::int64_t total, const HeatMap& soFar) {
        showProgress(done, total, soFar);
    };
    m_inspector->explain(this, m_order, calls);
}

void ExplainPane::stop()
{
    if (!m_working)
        return;
    m_inspector->stop(this);
    setWorking(false);
    m_note->say(InlineNote::Kind::Info,
        m_raw.empty() || m_explanation ? tr("Stopped.") : tr("Stopped: this is what was found so far."));
}

void ExplainPane::take(std::shared_ptr<const Explanation> explanation)
{
    m_explanation = std::move(explanation);
    setWorking(false);
    const QSignalBlocker quiet(m_map);
    m_map->clear();
    m_map->addItem(tr("map"));
    for (const NamedMap& companion : m_explanation->companions)
        m_map->addItem(QString::fromStdString(companion.name));
    m_map->setVisible(m_map->count() > 1);
    showMap();
    Q_EMIT explained();
}

void ExplainPane::showMap()
{
    if (!m_explanation)
        return;
    const int companion = m_map->currentIndex() - 1;
    const bool main = companion < 0 || companion >= int(m_explanation->companions.size());
    m_raw = main ? m_explanation->raw : m_explanation->companions[std::size_t(companion)].map;
    m_signed = main && m_explanation->isSigned;
    draw();
}

void ExplainPane::showProgress(std::int64_t done, std::int64_t total, const HeatMap& soFar)
{
    m_progress->setMaximum(int(total));
    m_progress->setValue(int(done));
    if (soFar.empty())
        return;
    m_explanation.reset();
    m_raw = soFar;
    const MethodFact* method = findMethod(m_order.method);
    m_signed = method && method->isSigned;
    draw();
}

void ExplainPane::setWorking(bool working)
{
    m_working = working;
    m_legend->setVisible(!working);
    m_stop->setVisible(working);
    m_progress->setVisible(false);
    if (!working)
        return m_patience.stop();
    m_progress->setRange(0, 0);
    m_patience.start();
}

/// Nothing has been found (yet).
void ExplainPane::drop()
{
    m_explanation.reset();
    m_raw = {};
    m_map->hide();
    draw();
}

void ExplainPane::setLook(const HeatLook& look)
{
    m_look = look;
    draw();
}

void ExplainPane::setScale(std::optional<MapScale> scale)
{
    m_scale = scale;
    draw();
}

void ExplainPane::setActive(bool active)
{
    m_active = active;
    update();
}

void ExplainPane::setRemovable(bool removable)
{
    m_remove->setVisible(removable);
}

QString ExplainPane::caption() const
{
    if (!m_explanation)
        return {};
    QStringList parts{ m_inspector->className(m_explanation->classIndex) };
    if (!m_explanation->layer.empty())
        parts << QString::fromStdString(m_explanation->layer);
    const double seconds = m_explanation->seconds;
    parts << (seconds < 1 ? tr("%1 ms").arg(seconds * 1000, 0, 'f', 0) : tr("%1 s").arg(seconds, 0, 'f', 1));
    return parts.join(QStringLiteral(" · "));
}

void ExplainPane::draw()
{
    const auto subject = m_inspector->subject();
    m_heat = {};
    if (!subject) {
        m_view->setPicture({});
        m_view->setHeat(nullptr);
        m_view->setCaption({});
        m_legend->clear();
        return;
    }
    const QImage input = toImage(subject->input);
    m_view->setBefore(input);
    m_view->setCaption(caption());
    m_view->setDivider(m_look.divided ? std::optional<double>(m_view->divider().value_or(0.5)) : std::nullopt);
    if (m_raw.empty()) {
        m_view->setPicture(input);
        m_view->setHeat(nullptr);
        m_legend->clear();
        return;
    }
    const HeatColors colors = m_signed ? HeatColors::forAndAgainst() : HeatColors::of(m_look.colors);
    const HeatMap values = resizedMap(m_raw, input.width(), input.height());
    m_ownScale = m_look.robust ? robustScale(values, m_signed) : scaleOf(values, m_signed);
    const MapScale scale = m_scale && m_explanation ? *m_scale : m_ownScale;
    m_heat = displayHeat(values, values.width, values.height, m_signed, scale);
    m_view->setPicture(heatOverlay(input, m_heat, colors, m_look.opacity));
    m_view->setHeat(std::make_shared<const HeatMap>(values));
    m_legend->setLegend({ colors, scale.low, scale.high, m_signed });
}

} // namespace lookaway
