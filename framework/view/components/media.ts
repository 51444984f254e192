// <video> and <audio>, by the browser's own players.

import { reflect, toNumber, toText, truthy } from '../attributes'
import { emit, mirror } from '../events/emit'
import { Component, part, register } from './component'
import { absolute, safeSource } from './image'

const RATES = [0.5, 0.8, 1, 1.25, 1.5, 2]

abstract class Player extends Component {
  protected readonly media: HTMLMediaElement
  private playing = false

  constructor(node: ConstructorParameters<typeof Component>[0], tag: 'video' | 'audio') {
    super(node)
    this.media = document.createElement(tag)
    this.media.preload = 'metadata'
    this.el.appendChild(this.media)
    const media = this.media
    const at = (): { currentTime: number; duration: number } => ({
      currentTime: media.currentTime,
      duration: media.duration || 0,
    })
    const pass = (type: string, as: string, detail: () => unknown): void => {
      media.addEventListener(type, () => emit(this.node, as, detail()))
    }
    pass('play', 'play', () => ({}))
    pass('pause', 'pause', () => ({}))
    pass('ended', 'ended', () => ({}))
    pass('timeupdate', 'timeupdate', at)
    for (const type of ['timeupdate', 'play', 'pause', 'seeked']) media.addEventListener(type, () => this.keep(type))
    pass('waiting', 'waiting', () => ({}))
    pass('progress', 'progress', () => ({ buffered: bufferedPercent(media) }))
    pass('seeked', 'seekcomplete', () => ({ position: media.currentTime }))
    media.addEventListener('error', () => {
      emit(this.node, 'error', { errMsg: `MEDIA_ERR_${media.error?.code ?? 0}`, errCode: media.error?.code ?? 0 })
    })
    this.methods.play = () => media.play().catch(() => undefined)
    this.methods.pause = () => media.pause()
    this.methods.stop = () => {
      media.pause()
      media.currentTime = 0
    }
    this.methods.seek = (args) => void (media.currentTime = Math.max(0, toNumber(args.position, 0)))
    this.methods.playbackRate = (args) => {
      const rate = toNumber(args.rate, 1)
      if (RATES.includes(rate)) media.playbackRate = rate
    }
  }

  override attribute(name: string, value: unknown): boolean {
    const media = this.media
    switch (name) {
      case 'src':
        if (toText(value) !== '' && safeSource(toText(value))) media.src = absolute(toText(value))
        else media.removeAttribute('src')
        return true
      case 'autoplay':
        media.autoplay = truthy(value)
        return true
      case 'loop':
        media.loop = truthy(value)
        return true
      case 'muted':
        media.muted = truthy(value)
        return true
      case 'initial-time':
        media.currentTime = toNumber(value, 0)
        return true
      case 'value':
        this.restore(value)
        return true
      case 'controls':
        media.controls = truthy(value)
        return true
      default:
        return false
    }
  }

  private kept = 0

  /** The position is mirrored about once a second, so that a rebuilt view goes on where this one was. */
  private keep(type: string): void {
    const { currentTime, paused } = this.media
    if (type === 'timeupdate' && Math.abs(currentTime - this.kept) < 1) return
    this.kept = currentTime
    mirror(this.node, 'value', { time: currentTime, playing: !paused })
  }

  private restore(value: unknown): void {
    const { time, playing } = (value ?? {}) as { time?: number; playing?: boolean }
    this.media.currentTime = toNumber(time, 0)
    if (playing === true) this.media.play().catch(() => undefined)
  }

  override active(on: boolean): void {
    if (!on) {
      this.playing = !this.media.paused
      this.media.pause()
    } else if (this.playing) {
      this.media.play().catch(() => undefined)
    }
  }

  override released(): void {
    this.media.pause()
    this.media.removeAttribute('src')
  }
}

function bufferedPercent(media: HTMLMediaElement): number {
  const { buffered, duration } = media
  return buffered.length > 0 && duration > 0 ? Math.round((buffered.end(buffered.length - 1) / duration) * 100) : 0
}

class Video extends Player {
  constructor(node: ConstructorParameters<typeof Component>[0]) {
    super(node, 'video')
    const video = this.media as HTMLVideoElement
    video.playsInline = true
    video.controls = true
    video.addEventListener('loadedmetadata', () => {
      emit(this.node, 'loadedmetadata', {
        width: video.videoWidth,
        height: video.videoHeight,
        duration: video.duration,
      })
    })
    video.addEventListener('fullscreenchange', () => {
      const fullScreen = document.fullscreenElement === video
      emit(this.node, 'fullscreenchange', { fullScreen, direction: 'vertical' })
    })
    this.methods.requestFullScreen = () => video.requestFullscreen?.().catch(() => undefined)
    this.methods.exitFullScreen = () => document.exitFullscreen?.().catch(() => undefined)
    node.content = part('wx-video-over', this.el)
  }

  override attribute(name: string, value: unknown): boolean {
    const video = this.media as HTMLVideoElement
    if (name === 'poster') reflect(video, 'poster', safeSource(toText(value)) ? absolute(toText(value)) : undefined)
    else if (name === 'object-fit') video.style.objectFit = toText(value)
    else return super.attribute(name, value)
    return true
  }
}

class Audio extends Player {
  private readonly title: HTMLElement

  constructor(node: ConstructorParameters<typeof Component>[0]) {
    super(node, 'audio')
    this.title = part('wx-audio-title')
    this.el.prepend(this.title)
  }

  override attribute(name: string, value: unknown): boolean {
    if (name === 'name' || name === 'author') {
      this.title.textContent = [this.attr('name'), this.attr('author')].map(toText).filter(Boolean).join(' · ')
      return true
    }
    return super.attribute(name, value)
  }
}

register('video', Video)
register('audio', Audio)
