import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { numberText } from '../format.ts'
import { useScheme } from '../frame.tsx'
import { useWords } from '../words.tsx'
import type { Figures } from './figures.ts'

use([BarChart, LineChart, GridComponent, AriaComponent, LabelLayout, SVGRenderer])

/** Colour-blind-safe (Okabe and Ito); the names stand at the lines, so that colour is not the only sign. */
const colours = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#8A939D']
const darkColours = ['#56B4E9', '#E69F00', '#2BC79A', '#E59CC4', '#9AA3AD']

interface ChartDrawingProps {
  figures: Figures
  kind: 'bar' | 'line'
  title: string
}

export function ChartDrawing({ figures, kind, title }: ChartDrawingProps) {
  const box = useRef<HTMLDivElement>(null)
  const scheme = useScheme()
  const { lang } = useWords()
  // One series of bars lies on its side: long names stay readable on a phone.
  const isLying = kind === 'bar' && figures.series.length === 1
  const height = isLying ? Math.max(120, figures.labels.length * 40 + 16) : 260

  useEffect(() => {
    if (!box.current) return
    const chart = init(box.current, null, { renderer: 'svg' })
    chart.setOption(optionOf({ figures, kind, isLying, title, scheme, say: (n) => numberText(n, lang) }))
    const watcher = new ResizeObserver(() => chart.resize())
    watcher.observe(box.current)
    return () => {
      watcher.disconnect()
      chart.dispose()
    }
  }, [figures, kind, isLying, title, scheme, lang])

  return <div ref={box} className="g-chart__drawing" style={{ height }} role="img" aria-label={title} />
}

interface Look {
  figures: Figures
  kind: 'bar' | 'line'
  isLying: boolean
  title: string
  scheme: 'light' | 'dark'
  say: (n: number) => string
}

function optionOf({ figures, kind, isLying, scheme, say }: Look) {
  const ink = scheme === 'dark' ? '#A3ACB8' : '#57606A'
  const line = scheme === 'dark' ? '#343A40' : '#D5DBE1'
  const text = { color: ink, fontSize: 13, fontFamily: 'system-ui, sans-serif' }
  const names = {
    type: 'category' as const,
    data: [...figures.labels],
    axisLabel: {
      ...text,
      ...(isLying ? { width: 150, overflow: 'break' as const, lineHeight: 16 } : { hideOverlap: true }),
    },
    axisLine: { lineStyle: { color: line } },
    axisTick: { show: false },
    ...(isLying && { inverse: true }),
  }
  const amounts = {
    type: 'value' as const,
    min: 0,
    minInterval: 1,
    axisLabel: { ...text, show: !isLying, formatter: (n: number) => say(n) },
    splitLine: { show: !isLying, lineStyle: { color: line } },
  }
  const hasNames = figures.series.length > 1
  return {
    animation: false,
    color: scheme === 'dark' ? darkColours : colours,
    aria: { enabled: true },
    grid: { left: 8, right: isLying ? 56 : hasNames ? 110 : 16, top: 16, bottom: 8, containLabel: true },
    ...(isLying ? { xAxis: amounts, yAxis: names } : { xAxis: names, yAxis: amounts }),
    series: figures.series.map(({ name, values }) => ({
      name,
      type: kind,
      data: [...values],
      ...(kind === 'bar'
        ? {
            barMaxWidth: 22,
            itemStyle: { borderRadius: isLying ? [0, 4, 4, 0] : [4, 4, 0, 0] },
            label: {
              show: isLying,
              position: 'right' as const,
              ...text,
              formatter: ({ value }: { value: unknown }) => (typeof value === 'number' ? say(value) : ''),
            },
          }
        : {
            symbolSize: 6,
            showSymbol: figures.labels.length <= 14,
            lineStyle: { width: 2.5 },
            endLabel: { show: hasNames, formatter: name, ...text },
            labelLayout: { moveOverlap: 'shiftY' as const },
          }),
    })),
  }
}
